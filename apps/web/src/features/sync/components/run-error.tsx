import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import type { Run } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { runErrorText } from '../../../lib/problem-text.js';
import { remedyOf } from '../run-remedy.js';

/** What went wrong in a run, who must act, and where; nothing for a run without trouble. */
export function RunError({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  if (run.error === null) return null;
  const remedy = remedyOf(run);
  const mild = run.status === 'partial' || run.error.who === 'wait';
  return (
    <Notice
      tone={mild ? 'wait' : 'bad'}
      title={run.error.code === 'items_failed' ? t('someFailed') : t(`who.${run.error.who}`)}
      action={
        remedy === 'connections' ? (
          <ButtonLink to={paths.connections} size="xs" color="red.8">
            {t('toConnections')}
          </ButtonLink>
        ) : (
          remedy === 'failed-items' && (
            <ButtonLink to={paths.run(run.id, { outcome: 'failed' })} size="xs" variant="default">
              {t('whatFailed')}
            </ButtonLink>
          )
        )
      }
    >
      {runErrorText(run.error)}
    </Notice>
  );
}
