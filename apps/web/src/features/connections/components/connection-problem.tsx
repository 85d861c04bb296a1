import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../components/ui/notice.js';
import type { Connection } from '../../../lib/api-types.js';
import { codeText } from '../../../lib/problem-text.js';
import { remedyOf } from '../remedy.js';

interface ConnectionProblemProps {
  problem: Connection['problem'];
  /** The button that mends it. */
  action: ReactNode;
}

/** What is wrong with a connection, what it means for the goods, and what to do. */
export function ConnectionProblem({ problem, action }: ConnectionProblemProps) {
  const { t } = useTranslation('connections');
  const remedy = problem === null ? null : remedyOf(problem.code);
  return (
    <Notice tone="bad" title={t('stopped')} action={action}>
      {problem && <div>{codeText(problem.code, problem.message)}</div>}
      <div>{t('goodsStay')}</div>
      {remedy && (
        <div>
          <strong>{t('whatToDo')}: </strong>
          {t(`remedy.${remedy}`)}
        </div>
      )}
    </Notice>
  );
}
