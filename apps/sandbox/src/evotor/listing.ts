import type { Request, Response } from 'express';
import { sendBadRequest, sendJson } from './answer.js';
import type { Cursors } from './cursors.js';
import type { PlannedFault } from './faults.js';
import type { EvotorSettings } from './settings.js';
import type { Wire } from './wire.js';

/** A listing to be cut into pages: its records in the order of `seq`, and how one is shown. */
export interface Listing<Kept extends { seq: number; updatedAt: number }> {
  /** Tells this listing from others, so that a cursor of one is refused by another. */
  key: string;
  records: Kept[];
  /** Whether `since` is understood. */
  filtered: boolean;
  show: (record: Kept) => Wire | Promise<Wire>;
}

const MAX_PAGE = 1000;

/** Answers one page of a listing: by its cursor, else from the beginning with the `since` of the request. */
export async function sendPage<Kept extends { seq: number; updatedAt: number }>(
  req: Request,
  res: Response,
  listing: Listing<Kept>,
  around: { cursors: Cursors; settings: EvotorSettings; fault: PlannedFault | undefined },
): Promise<void> {
  const { cursors, settings, fault } = around;
  const cursor = typeof req.query['cursor'] === 'string' ? req.query['cursor'] : undefined;
  const position =
    cursor === undefined ? { after: 0, since: sinceOf(req, listing) } : cursors.find(cursor, listing.key);
  if (!position) return sendBadRequest(res, 'cursor', 'Некорректный курсор');
  if (position.since !== undefined && Number.isNaN(position.since)) {
    return sendBadRequest(res, 'since', 'must be a number of milliseconds');
  }
  if (fault?.kind === 'empty-list') return sendJson(res, 200, { items: [], paging: {} });

  const { after, since } = position;
  const rest = listing.records.filter(
    (record) => record.seq > after && (since === undefined || record.updatedAt >= since),
  );
  const page = rest.slice(0, pageLength(rest.length, settings.pageSize, fault));
  const last = page.at(-1)?.seq ?? after;
  const items = await Promise.all(page.map((record) => Promise.resolve(listing.show(record))));
  if (fault?.kind === 'bare-array') return sendJson(res, 200, items);

  const issue = (): string => cursors.issue({ listing: listing.key, after: last, since });
  if (fault?.kind === 'repeat-cursor') {
    return sendJson(res, 200, {
      items,
      paging: { next_cursor: cursor ?? cursors.issue({ listing: listing.key, after, since }) },
    });
  }
  const more = page.length < rest.length || fault?.kind === 'empty-page' || fault?.kind === 'short-page';
  sendJson(res, 200, { items, ...(more ? { paging: { next_cursor: issue() } } : endOf(settings)) }, fault);
}

function pageLength(left: number, size: number, fault: PlannedFault | undefined): number {
  if (fault?.kind === 'empty-page') return 0;
  const length = Math.min(left, MAX_PAGE, Math.max(1, size));
  return fault?.kind === 'short-page' ? Math.ceil(length / 2) : length;
}

function sinceOf(req: Request, listing: { filtered: boolean }): number | undefined {
  const since = req.query['since'];
  if (!listing.filtered || since === undefined) return undefined;
  return typeof since === 'string' && /^\d+$/.test(since) ? Number(since) : Number.NaN;
}

function endOf(settings: EvotorSettings): Wire {
  switch (settings.endOfList) {
    case 'null-cursor':
      return { paging: { next_cursor: null } };
    case 'blank-cursor':
      return { paging: { next_cursor: '' } };
    case 'null-paging':
      return { paging: null };
    case 'no-paging':
      return {};
    default:
      return { paging: {} };
  }
}
