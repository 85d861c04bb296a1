import { useParams } from 'react-router';
import { RunView } from '../../features/sync/components/run-view.js';

/** One run. */
export function Component() {
  const { runId = '' } = useParams();
  return <RunView key={runId} id={runId} />;
}
