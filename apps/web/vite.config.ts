import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstPage } from './vite/first-page.ts';
import { packed } from './vite/packed.ts';

/** What changes only when a dependency does. */
const LIBRARIES = /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|@tanstack)[\\/]/;

/** What nearly every page is made of. */
const BASE = /[\\/](@mantine|@tabler|src[\\/]lib|src[\\/]components)[\\/]/;
/** What the sign-in and the rooms have in common. */
const BOTH = /[\\/]src[\\/]components[\\/]ui[\\/](language-switch|scheme-switch|notice)\.tsx$/;
/** The pages that are opened first, each with all that it needs beside that. */
const GUEST = /[\\/]src[\\/]app[\\/]routes[\\/]login\.tsx$/;
const ROOMS = /[\\/]src[\\/]app[\\/](frame[\\/]frame|routes[\\/]start)\.tsx$/;

export default defineConfig({
  plugins: [
    react(),
    firstPage({
      rooms: ['src/app/frame/frame.tsx', 'src/app/routes/start.tsx'],
      guest: ['src/app/routes/login.tsx'],
    }),
    packed(),
  ],
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': process.env.API_URL ?? 'http://127.0.0.1:8080' },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    rolldownOptions: {
      output: {
        // A few files instead of dozens of crumbs, each of which would cost a round trip; menus and dialogs stay apart.
        codeSplitting: {
          groups: [
            { name: 'libraries', test: LIBRARIES, priority: 5 },
            { name: 'first', tags: ['$initial'], priority: 4 },
            { name: 'base', test: BASE, priority: 2, minShareCount: 20 },
            { name: 'base', test: BOTH, priority: 3 },
            { name: 'guest', test: GUEST, priority: 1 },
            { name: 'rooms', test: ROOMS },
            { name: 'floating', test: /node_modules[\\/]@floating-ui[\\/]/ },
            { name: 'shared', test: /[\\/](@mantine|@tabler|src)[\\/]/, minShareCount: 6 },
          ],
        },
      },
    },
  },
});
