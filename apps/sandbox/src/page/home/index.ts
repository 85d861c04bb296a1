import express, { Router } from 'express';
import type { Sims, StartingWorld } from '../../scenarios/index.js';
import { homePage } from './home-html.js';
import { INCIDENTS } from './incidents.js';

/** What the front page steers. */
export interface HomeParts {
  sims: Sims;
  world: () => StartingWorld;
  start: (scenario: string) => Promise<StartingWorld>;
}

/** The front page at `/` and the buttons on it. */
export function homePages({ sims, world, start }: HomeParts): Router {
  const router = Router();

  router.get('/', (req, res) => {
    const { said } = req.query;
    res.type('html').send(homePage(sims, world(), typeof said === 'string' ? said : ''));
  });

  router.post('/incidents/:name', (req, res) => {
    const { name } = req.params;
    const incident = Object.hasOwn(INCIDENTS, name) ? INCIDENTS[name] : undefined;
    if (!incident) return void res.status(404).type('text').send('Такой неполадки нет');
    incident.strike(sims, world());
    res.redirect(303, `/?${new URLSearchParams({ said: `${incident.title}: готово` }).toString()}`);
  });

  router.post('/start', express.urlencoded({ extended: false }), async (req, res) => {
    const { scenario } = req.body as Record<string, string>;
    await start(scenario ?? '');
    res.redirect(303, `/?${new URLSearchParams({ said: 'Всё начато заново' }).toString()}`);
  });
  return router;
}
