import type { AlbumLink, ItemLink, ProductKey } from '@evosync/mirror';
import type { LinksService } from '../../catalog/links.service.js';
import type { SentPhoto } from '../../catalog/photos/photo-links.js';
import type { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import type { RunError } from '../run.js';
import type { RunTrack } from '../run-track.js';
import type { OutcomeBook } from './outcome-book.js';

/**
 * What followed from the verdicts of some calls and is not in the tables yet. Outcomes are written first: should the
 * process die in between, an item is found by its sku, while an outcome that was never told would be lost.
 */
export class Notes {
  private links: ItemLink[] = [];
  private unlinked: ProductKey[] = [];
  private forgotten: number[] = [];
  private photos: SentPhoto[] = [];
  private albums: AlbumLink[] = [];
  private warnings: RunError[] = [];
  private works: (() => Promise<unknown>)[] = [];

  constructor(
    private readonly userId: number,
    private readonly book: OutcomeBook,
    private readonly table: LinksService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly track: RunTrack,
  ) {}

  link(link: ItemLink): void {
    this.links.push(link);
  }

  unlink(product: ProductKey): void {
    this.unlinked.push(product);
  }

  forgetItem(itemId: number): void {
    this.forgotten.push(itemId);
  }

  photoSent(photo: SentPhoto): void {
    this.photos.push(photo);
  }

  linkAlbum(link: AlbumLink): void {
    this.albums.push(link);
  }

  warn(warning: RunError): void {
    this.warnings.push(warning);
  }

  afterwards(work: () => Promise<unknown>): void {
    this.works.push(work);
  }

  /** Writes it all in bulk. */
  async write(): Promise<void> {
    const { links, unlinked, forgotten, photos, albums, warnings, works } = this;
    [this.links, this.unlinked, this.forgotten, this.photos] = [[], [], [], []];
    [this.albums, this.warnings, this.works] = [[], [], []];
    await this.book.flush();
    await this.table.dropItemLinks(this.userId, unlinked);
    await this.table.saveItemLinks(this.userId, links);
    if (photos.length > 0) await this.table.photos.saveSent(this.userId, photos);
    await this.vkCatalog.forgetItems(this.userId, forgotten);
    for (const album of albums) await this.table.saveAlbumLink(this.userId, album);
    for (const warning of warnings) await this.track.warn(warning);
    for (const work of works) await work();
  }
}
