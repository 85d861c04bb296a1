import express from 'express';
import type { Request, Response, Router } from 'express';
import type { Community } from '../../vk/types.js';
import type { VkSim } from '../../vk/index.js';
import { itemPart, shopPart, wholePage } from './shop-html.js';
import { findWare, shopSections, visibleCount } from './shop-view.js';

const WARES_IN_SECTION = 48;

/** Pages of the simulated shops as a buyer sees them: `/shop/{groupId}` and `/shop/{groupId}/item/{itemId}`. */
export function shopPages(vk: VkSim): Router {
  const router = express.Router();

  router.get('/shop/:groupId', (request, response, next) => {
    const community = vk.state.communities.get(Number(request.params.groupId));
    if (!community) return next();
    answer(request, response, community, community.name, () => {
      const album = typeof request.query.album === 'string' ? request.query.album : undefined;
      const sections = shopSections(vk.world, community, WARES_IN_SECTION, album);
      return shopPart({ community, total: visibleCount(community) }, sections, album !== undefined);
    });
  });

  router.get('/shop/:groupId/item/:itemId', (request, response, next) => {
    const community = vk.state.communities.get(Number(request.params.groupId));
    if (!community) return next();
    const ware = findWare(vk.world, community, Number(request.params.itemId));
    if (!ware) response.status(404);
    answer(request, response, community, ware?.title ?? community.name, () =>
      itemPart({ community, total: visibleCount(community) }, ware),
    );
  });
  return router;
}

function answer(request: Request, response: Response, community: Community, title: string, part: () => string): void {
  response.set('Cache-Control', 'no-store');
  const fragment = request.query.fragment === '1';
  if (fragment && request.query.since === String(community.version)) {
    response.status(204).end();
    return;
  }
  if (fragment) response.status(200);
  response.type('html').send(fragment ? part() : wholePage(title, part()));
}
