import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
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
        // A few files that change seldom, instead of dozens of crumbs; menus and dialogs stay out of the first load.
        codeSplitting: {
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|scheduler|react-router|i18next|react-i18next|@tanstack)[\\/]/,
            },
            { name: 'floating', test: /node_modules[\\/]@floating-ui[\\/]/ },
            { name: 'ui', test: /node_modules[\\/](@mantine|@tabler)[\\/]/, minShareCount: 14 },
            { name: 'shared', test: /[\\/]src[\\/](lib|components)[\\/]/, minShareCount: 10 },
          ],
        },
      },
    },
  },
});
