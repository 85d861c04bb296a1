import { Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { chartRunsQuery } from '../api/get-runs.js';
import { type ChartBar, chartBars } from '../chart-bars.js';
import classes from './run-chart.module.css';

const WIDTH = 720;
const HEIGHT = 120;
const LEAST_RUNS = 2;
const LEAST_SLOTS = 12;

/** How many products each of the newest runs changed, as bars and as a table. */
export default function RunChart() {
  const { t } = useTranslation('sync');
  const runs = useQuery(chartRunsQuery());
  const bars = chartBars(runs.data?.items ?? []);
  if (bars.length < LEAST_RUNS) return null;
  return (
    <Card aria-labelledby="run-chart">
      <Title order={2} id="run-chart" mb="md">
        {t('chart.title')}
      </Title>
      <Scale bars={bars} />
      <div className={classes.legend} aria-hidden>
        <span data-kind="changed">{t('chart.changed')}</span>
        <span data-kind="failed">{t('chart.failed')}</span>
      </div>
      <details className={classes.details}>
        <summary>{t('chart.asTable')}</summary>
        <Numbers bars={bars} />
      </details>
    </Card>
  );
}

/** The bars between the highest count above them and the times of the oldest and the newest run below. */
function Scale({ bars }: { bars: ChartBar[] }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const most = mostOf(bars);
  const [oldest, newest] = [bars[0], bars.at(-1)].map((bar) => bar && format.dateTime(startOf(bar)));
  return (
    <>
      <div className={classes.most} aria-hidden>
        {t('chart.most', { number: format.number(most) })}
      </div>
      <Bars bars={bars} most={most} />
      <div className={classes.times} style={{ width: `${(bars.length / slotsOf(bars)) * 100}%` }} aria-hidden>
        <span>{oldest}</span>
        <span>{newest}</span>
      </div>
    </>
  );
}

const slotsOf = (bars: readonly ChartBar[]) => Math.max(LEAST_SLOTS, bars.length);
const startOf = ({ run }: ChartBar) => run.startedAt ?? run.createdAt;
const mostOf = (bars: readonly ChartBar[]) => Math.max(...bars.map(({ changed, failed }) => changed + failed));

function Bars({ bars, most }: { bars: ChartBar[]; most: number }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const slot = WIDTH / slotsOf(bars);
  const width = Math.min(28, slot * 0.64);
  return (
    <svg
      className={classes.chart}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('chart.label', { count: bars.length, most: format.number(most) })}
    >
      <line className={classes.axis} x1="0" x2={WIDTH} y1={HEIGHT - 1} y2={HEIGHT - 1} />
      {bars.map((bar, index) => {
        const { run, changedHeight, failedHeight, changed, failed } = bar;
        const x = index * slot + (slot - width) / 2;
        const low = HEIGHT - 2 - changedHeight * (HEIGHT - 8);
        const failedPart = failedHeight * (HEIGHT - 8);
        return (
          <g key={run.id}>
            <title>
              {t('chart.bar', {
                when: format.dateTime(startOf(bar)),
                changed: format.number(changed),
                failed: format.number(failed),
              })}
            </title>
            <rect className={classes.slot} x={index * slot} y={0} width={slot} height={HEIGHT} />
            {changedHeight === 0 && failedHeight === 0 && (
              <rect
                className={run.status === 'failed' ? classes.failed : classes.none}
                x={x}
                y={HEIGHT - 4}
                width={width}
                height={3}
                rx={1.5}
              />
            )}
            <rect className={classes.changed} x={x} y={low} width={width} height={HEIGHT - 2 - low} rx={2} />
            <rect className={classes.failed} x={x} y={low - failedPart} width={width} height={failedPart} rx={2} />
          </g>
        );
      })}
    </svg>
  );
}

function Numbers({ bars }: { bars: ChartBar[] }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('run')}</th>
          <th scope="col">{t('chart.changed')}</th>
          <th scope="col">{t('chart.failed')}</th>
          <th scope="col">{t('chart.lasted')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.toReversed().map(({ run, changed, failed }) => (
          <tr key={run.id}>
            <th scope="row">
              <Link to={paths.run(run.id)}>{format.dateTime(run.startedAt ?? run.createdAt)}</Link>
            </th>
            <td>{format.number(changed)}</td>
            <td>{format.number(failed)}</td>
            <td>
              {run.finishedAt === null
                ? '—'
                : format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt ?? run.createdAt))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
