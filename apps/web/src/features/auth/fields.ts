import { useTranslation } from 'react-i18next';

const SHORTEST_PASSWORD = 8;

interface Checks {
  email: (email: string) => string | null;
  name: (name: string) => string | null;
  /** A password somebody chooses. */
  newPassword: (password: string) => string | null;
  /** A password somebody has. */
  password: (password: string) => string | null;
}

/** What can be said about a field before the server is asked: what is wrong with it, or `null`. */
export function useFieldChecks(): Checks {
  const { t } = useTranslation('auth');
  return {
    email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : t('emailWrong')),
    name: (name) => (name.trim() === '' ? t('nameMissing') : null),
    newPassword: (password) =>
      password.length < SHORTEST_PASSWORD ? t('passwordShort', { count: SHORTEST_PASSWORD }) : null,
    password: (password) => (password === '' ? t('passwordMissing') : null),
  };
}
