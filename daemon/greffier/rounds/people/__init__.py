"""What staff ask and are asked: orders typed or written, questions, papers shown, dossiers handed out."""
