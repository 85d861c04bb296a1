import { useQuery } from '@tanstack/react-query';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { settingsQuery } from '../api/get-settings.js';
import { SettingsForm } from './settings-form.js';

/** The settings, once they are read. */
export function SettingsView() {
  const settings = useQuery(settingsQuery());
  if (settings.isPending) {
    return (
      <Card>
        <Loading />
      </Card>
    );
  }
  if (settings.data === undefined) {
    return (
      <Card>
        <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />
      </Card>
    );
  }
  return <SettingsForm settings={settings.data} />;
}
