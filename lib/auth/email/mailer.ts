/** A letter to one address, in plain text. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
}

/** Hands letters to a mail server. */
export interface Mailer {
  /** Throws where the server does not take it. */
  send(letter: Letter): Promise<void>;
}
