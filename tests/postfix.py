"""A real Postfix with a configuration of its own: takes mail for any address to Dovecot, and nothing off the machine.

Only root can run it. Some local parts misbehave on purpose: `refused…` and `later…` are turned down at once (550, 450),
`bounced…` is taken and comes back.
"""

import os
import shutil
from pathlib import Path

from dovecot import Dovecot
from processes import Daemon, free_ports

MAIN = """
compatibility_level = 3.6
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {daemons}
maillog_file = {folder}/postfix.log
maillog_file_prefixes = {folder}
myhostname = mx.registre.test
mydestination =
alias_maps =
mynetworks = 127.0.0.0/8
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
virtual_mailbox_domains = static:all
virtual_transport = lmtp:inet:127.0.0.1:{lmtp}
transport_maps = regexp:{folder}/conf/transport
relay_transport = error:nothing leaves this machine
default_transport = error:nothing leaves this machine
smtp_dns_support_level = disabled
smtp_host_lookup = native
lmtp_host_lookup = native
smtpd_peername_lookup = no
local_header_rewrite_clients =
message_size_limit = 62914560
minimal_backoff_time = 1s
maximal_backoff_time = 2s
queue_run_delay = 1s
in_flow_delay = 0
smtpd_error_sleep_time = 0
smtpd_hard_error_limit = 1000
smtpd_tls_cert_file = {folder}/cert.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_security_level = may
smtpd_sasl_type = dovecot
smtpd_sasl_path = inet:127.0.0.1:{auth}
gone_restrictions = check_recipient_access regexp:{folder}/conf/gone
smtpd_recipient_restrictions = check_recipient_access regexp:{folder}/conf/recipients, {access}
"""

MASTER = """
{inject} inet n - n - - smtpd
{submission} inet n - n - - smtpd
  -o smtpd_tls_security_level=encrypt -o smtpd_sasl_auth_enable=yes -o mynetworks=
{submissions} inet n - n - - smtpd
  -o smtpd_tls_wrappermode=yes -o smtpd_sasl_auth_enable=yes -o mynetworks=
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
smtp unix - - n - - smtp
{gone} inet n - n - - smtpd
  -o smtpd_recipient_restrictions=$gone_restrictions
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
"""

RECIPIENTS = """
/^refused/ 550 5.1.1 Nobody of that name here
/^later/ 450 4.2.0 Greylisted, come back
"""

# a server behind ours refuses these; with the `error` transport, ours would refuse them at once
TRANSPORT = """
/^bounced/ smtp:[127.0.0.1]:{gone}
"""

GONE = """
/./ 550 5.1.1 Nobody of that name here
"""

QUEUES = (
    "active",
    "bounce",
    "corrupt",
    "defer",
    "deferred",
    "flush",
    "hold",
    "incoming",
    "pid",
    "private",
    "saved",
    "trace",
)


class Postfix(Daemon):
    """Port `inject` takes anything from loopback; submission wants encryption and a sign-in."""

    def __init__(self, folder: Path, dovecot: Dovecot) -> None:
        self.inject, self.submission, self.submissions, gone = free_ports(4)
        conf = folder / "conf"
        conf.mkdir()
        make_queues(folder)
        (conf / "recipients").write_text(RECIPIENTS)
        (conf / "transport").write_text(TRANSPORT.format(gone=gone))
        (conf / "gone").write_text(GONE)
        ports = {"inject": self.inject, "submission": self.submission, "submissions": self.submissions}
        (conf / "master.cf").write_text(MASTER.format(**ports, gone=gone))
        main = MAIN.format(
            folder=folder,
            daemons=Path(program() or "").parent,
            lmtp=dovecot.lmtp,
            auth=dovecot.auth,
            access="permit_mynetworks, permit_sasl_authenticated, reject",
        )
        (conf / "main.cf").write_text(main)
        # Postfix rereads a configuration younger than a second, five times, 0.3 s apart
        for file in conf.iterdir():
            os.utime(file, (1e9, 1e9))
        environ = {"MAIL_CONFIG": str(conf), "MAIL_LOGTAG": "postfix"}
        command = [program() or "master", "-c", str(conf), "-d"]
        super().__init__(command, list(ports.values()), folder / "postfix.log", environ)


def make_queues(folder: Path) -> None:
    """Make the folders that `postfix start` would make; `master` alone does not."""
    for name in ("data", *(f"queue/{queue}" for queue in QUEUES)):
        (folder / name).mkdir(mode=0o700, parents=True)
        shutil.chown(folder / name, "postfix")
    for name in ("maildrop", "public"):
        (folder / "queue" / name).mkdir(mode=0o730)
        shutil.chown(folder / "queue" / name, "postfix", "postdrop")
    shutil.chown(folder / "queue" / "pid", "root")
    (folder / "queue" / "pid").chmod(0o755)


def program() -> str | None:
    """Return where Postfix's master is installed, for those who may run it."""
    known = ("/usr/lib/postfix/sbin/master", "/usr/libexec/postfix/master", "/usr/lib/postfix/master")
    return next((path for path in known if Path(path).exists()), None) if os.geteuid() == 0 else None
