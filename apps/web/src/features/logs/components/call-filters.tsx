import { CloseButton, NativeSelect, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { ListParams } from '../../../lib/use-list-params.js';
import { useCan } from '../../auth/components/current-user.js';
import type { CallFilter } from '../api/get-calls.js';
import { OUTCOMES, serviceName, SERVICES, STATUS_CLASSES } from '../call-words.js';
import { PersonPicker } from './person-picker.js';
import classes from './call-list.module.css';

interface CallFiltersProps {
  list: ListParams<CallFilter>;
  /** What is known of the user whose calls are shown. */
  userName: string | null;
}

/** Search and filters above the log; what came by a link (user, run, request) stands as a mark to be taken away. */
export function CallFilters({ list, userName }: CallFiltersProps) {
  const { t } = useTranslation('admin');
  const { filters, narrow } = list;
  const seesUsers = useCan('users.read');
  const choice = (name: 'service' | 'status' | 'outcome', any: string, choices: { value: string; label: string }[]) => (
    <NativeSelect
      aria-label={t(`logs.${name}`)}
      value={filters[name]}
      onChange={(event) => narrow({ [name]: event.currentTarget.value })}
      data={[{ value: '', label: any }, ...choices]}
      className={classes.field}
    />
  );
  const time = (name: 'from' | 'to') => (
    <TextInput
      type="datetime-local"
      label={t(`logs.${name}`)}
      value={filters[name]}
      onChange={(event) => narrow({ [name]: event.currentTarget.value })}
      className={classes.field}
    />
  );
  const marks: [CallFilter, string][] = [
    ['userId', t('logs.ofUser', { name: userName ?? `№ ${filters.userId}` })],
    ['runId', t('logs.ofRun', { id: filters.runId.slice(0, 8) })],
    ['correlationId', t('logs.ofRequest', { id: filters.correlationId.slice(0, 8) })],
  ];
  const shown = marks.filter(([name]) => filters[name] !== '');
  return (
    <div className={classes.filters}>
      <div className={classes.fields}>
        <SearchBox value={list.search} label={t('logs.search')} onSearch={(search) => narrow({ search })} />
        {choice(
          'service',
          t('logs.anyService'),
          SERVICES.map((value) => ({ value, label: serviceName(value) })),
        )}
        {choice(
          'outcome',
          t('logs.anyOutcome'),
          OUTCOMES.map((value) => ({ value, label: t(`logs.outcomeOf.${value}`) })),
        )}
        {choice(
          'status',
          t('logs.anyStatus'),
          STATUS_CLASSES.map((value) => ({ value, label: value === 'none' ? t('logs.noAnswer') : value })),
        )}
      </div>
      <div className={classes.fields}>
        {time('from')}
        {time('to')}
        {seesUsers && <PersonPicker className={classes.person} onPick={(userId) => narrow({ userId })} />}
      </div>
      {shown.length > 0 && (
        <ul className={classes.marks}>
          {shown.map(([name, label]) => (
            <li key={name} className={classes.mark}>
              {label}
              <CloseButton
                size="sm"
                aria-label={t('logs.without', { label })}
                onClick={() => narrow({ [name]: null })}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
