"""A real Dovecot with a configuration of its own: any address is a fresh, empty mailbox.

As root it runs under its own users, else under ours. Nothing of the machine's own mail is touched.
"""

import grp
import os
import pwd
import shutil
from pathlib import Path

from processes import Daemon, free_ports

PASSWORD = "caché-sous-le-tapis"  # with an accent: a password may have one

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login_user}
ssl = yes
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
auth_username_chars =
mail_location = maildir:~/Maildir
first_valid_uid = 1
mail_fsync = never
mail_max_userip_connections = 100
auth_failure_delay = 0
recipient_delimiter = +
lmtp_rcpt_check_quota = no
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    special_use = \\Sent
  }}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%d/%n allow_all_users=yes
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
# without this, each wrong password slows down all that follow from this machine, up to 15 s
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    port = {lmtp}
  }}
}}
service auth {{
  inet_listener {{
    port = {auth}
  }}
}}
"""

TOKENS = """
introspection_mode = auth
introspection_url = http://127.0.0.1:{port}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""


class Dovecot(Daemon):
    """IMAP with TLS, with STARTTLS and plain; LMTP for delivery; SASL for Postfix."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plain, self.tls, self.lmtp, self.auth, self.tokens = free_ports(5)
        (folder / "mail").mkdir(mode=0o777)
        (folder / "mail").chmod(0o777)
        user = pwd.getpwnam("dovecot") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        (folder / "dovecot.conf").write_text(
            CONFIGURATION.format(
                folder=folder,
                user=user.pw_name,
                group=grp.getgrgid(user.pw_gid).gr_name,
                login_user="dovenull" if os.geteuid() == 0 else user.pw_name,
                uid=user.pw_uid,
                gid=user.pw_gid,
                password=PASSWORD,
                plain=self.plain,
                tls=self.tls,
                lmtp=self.lmtp,
                auth=self.auth,
            )
        )
        (folder / "oauth2.conf").write_text(TOKENS.format(port=self.tokens))
        command = [program() or "dovecot", "-F", "-c", str(folder / "dovecot.conf")]
        super().__init__(command, [self.plain, self.tls, self.lmtp, self.auth], folder / "dovecot.log")


def program() -> str | None:
    """Return where Dovecot is installed."""
    return shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
