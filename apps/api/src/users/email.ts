/** The form in which an e-mail address is kept and compared: trimmed, in lower case. */
export function normalEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}
