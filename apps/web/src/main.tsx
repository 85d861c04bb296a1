import './app/mantine-styles.js';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.js';
import { startI18n } from './lib/i18n.js';

const place = document.getElementById('root');
if (place === null) throw new Error('index.html has no #root');

await startI18n();
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
