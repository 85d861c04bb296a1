import { idKey } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { type Language, say, type BothLanguages } from '../../common/words.js';
import { CachedProduct } from '../cached-product.entity.js';
import { FiltersService } from '../filters.service.js';
import type { PhotoFileDto, PhotoReportDto } from './dto/photo.dto.js';
import { FileMatcher, type FileMatch, type KnownBy } from './match-file.js';
import { UnusablePhotoError } from './prepare-photo.js';
import { aboutFile, type GivenFile, ProductPhotosService } from './product-photos.service.js';

type Outcome = PhotoFileDto['outcome'];

/** What came of one file, before it is put into words. */
interface Told {
  outcome: Outcome;
  match: FileMatch | null;
  product: KnownBy | null;
  why: { code: string; words: BothLanguages } | null;
}

const UNMATCHED: BothLanguages = {
  ru: 'Нет товара с таким штрихкодом, кодом или артикулом в имени файла.',
  en: 'No product has the barcode, code or article number that the file is named by.',
};

/** Photos for many products at once: each file goes to the product that its name speaks of. */
@Injectable()
export class BulkPhotosService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly photos: ProductPhotosService,
  ) {}

  /** What came of each file, in their order. Throws a 404 Problem for an unknown store. */
  async give(
    userId: number,
    storeId: string,
    files: readonly GivenFile[],
    language: Language,
  ): Promise<PhotoReportDto> {
    const store = await this.filters.findStore(userId, storeId);
    const matcher = await this.matcherOf(userId, store.id);
    const given = new Map<string, string>();
    const items: PhotoFileDto[] = [];
    for (const file of files) {
      const told = judge(matcher.find(file.name), given);
      if (told.outcome === 'saved' && told.product) {
        told.why = await this.save(userId, store.id, told.product, file);
        if (told.why) told.outcome = 'refused';
        else given.set(idKey(told.product.id), file.name);
      }
      items.push(toDto(file.name, told, language));
    }
    const saved = items.filter(({ outcome }) => outcome === 'saved').length;
    return { items, saved, notSaved: items.length - saved };
  }

  private async matcherOf(userId: number, storeId: string): Promise<FileMatcher> {
    const rows = await this.dataSource.getRepository(CachedProduct).find({
      select: { id: true, name: true, code: true, articleNumber: true, barcodes: true },
      where: { userId, storeId, removedAt: IsNull() },
    });
    return new FileMatcher(
      rows.map(({ barcodes, ...row }) => ({ ...row, barcodes: barcodes?.split(' ').filter(Boolean) ?? [] })),
    );
  }

  /** Null: it is kept. */
  private async save(userId: number, storeId: string, product: KnownBy, file: GivenFile): Promise<Told['why']> {
    try {
      await this.photos.save(userId, { userId, storeId, id: product.id }, file);
      return null;
    } catch (error) {
      if (!(error instanceof UnusablePhotoError)) throw error;
      return { code: error.code, words: aboutFile(file.name, error.code) };
    }
  }
}

/** Whose photo a file is; of several files for one product the first counts. */
function judge(match: FileMatch | null, given: ReadonlyMap<string, string>): Told {
  const [product, ...others] = match?.products ?? [];
  if (!match || !product) {
    return { outcome: 'unmatched', match, product: null, why: { code: 'photo_unmatched', words: UNMATCHED } };
  }
  if (others.length > 0) {
    const names = match.products.map(({ name }) => `«${name}»`).slice(0, 3);
    const words = { ru: `Подходит к нескольким: ${names.join(', ')}.`, en: `It fits several: ${names.join(', ')}.` };
    return { outcome: 'ambiguous', match, product: null, why: { code: 'photo_ambiguous', words } };
  }
  const earlier = given.get(idKey(product.id));
  if (earlier === undefined) return { outcome: 'saved', match, product, why: null };
  const words = {
    ru: `Фото этого товара уже взято из файла «${earlier}».`,
    en: `The photo of this product is taken from the file “${earlier}” already.`,
  };
  return { outcome: 'duplicate', match, product, why: { code: 'photo_duplicate', words } };
}

function toDto(fileName: string, { outcome, match, product, why }: Told, language: Language): PhotoFileDto {
  return {
    fileName,
    outcome,
    productId: product?.id ?? null,
    productName: product?.name ?? null,
    matchedBy: match?.by ?? null,
    code: why?.code ?? null,
    message: why && say(why.words, language),
  };
}
