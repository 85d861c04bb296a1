import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import type { RunError as Failure } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { codeText } from '../../../lib/problem-text.js';

/** Why a run ended early, and who must act. */
export function RunError({ error }: { error: Failure }) {
  const { t } = useTranslation('sync');
  return (
    <Notice
      tone={error.who === 'wait' ? 'wait' : 'bad'}
      title={t(`who.${error.who}`)}
      action={
        error.who === 'merchant' && (
          <ButtonLink to={paths.connections} size="xs" color="red.8">
            {t('toConnections')}
          </ButtonLink>
        )
      }
    >
      {codeText(error.code, error.message)}
    </Notice>
  );
}
