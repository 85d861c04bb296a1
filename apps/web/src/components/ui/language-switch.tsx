import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES } from '../../lib/i18n.js';
import classes from './language-switch.module.css';

const NAMES = { ru: 'Русский', en: 'English' } as const;

/** Russian or English. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div role="group" aria-label={t('language')} className={classes.languages}>
      {LANGUAGES.map((language) => (
        <UnstyledButton
          key={language}
          lang={language}
          className={classes.language}
          data-short={language.toUpperCase()}
          aria-label={NAMES[language]}
          aria-pressed={i18n.language === language}
          onClick={() => void chooseLanguage(language)}
        />
      ))}
    </div>
  );
}
