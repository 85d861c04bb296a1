import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull, Not } from 'typeorm';
import { Problem } from '../../common/problem.js';
import type { BothLanguages } from '../../common/words.js';
import { CachedProduct } from '../cached-product.entity.js';
import { FiltersService } from '../filters.service.js';
import type { ProductPhotoDto } from './dto/photo.dto.js';
import { PhotoFiles, type PhotoSize } from './photo-files.js';
import { photoUrl } from './photo-url.js';
import { type PhotoProblem, preparePhoto, UnusablePhotoError } from './prepare-photo.js';
import { ProductPhoto } from './product-photo.entity.js';

/** A file as it was given. */
export interface GivenFile {
  name: string;
  read(): Promise<Uint8Array>;
}

const WORDS: Record<PhotoProblem, { ru: string; en: string }> = {
  photo_unreadable: {
    ru: 'это не картинка, или она повреждена',
    en: 'this is no picture, or it is damaged',
  },
  photo_format_unsupported: {
    ru: 'такой формат не открыть; сохраните фото как JPEG или PNG (на iPhone: Настройки → Камера → Форматы → «Наиболее совместимые»)',
    en: 'this format cannot be read; save the photo as JPEG or PNG (iPhone: Settings → Camera → Formats → Most Compatible)',
  },
  photo_too_many_pixels: {
    ru: 'картинка слишком большая: не больше 64 мегапикселей',
    en: 'the picture is too large: 64 megapixels at most',
  },
  photo_too_small: { ru: 'картинка слишком маленькая', en: 'the picture is too small' },
};

/** Photos that merchants give their products: one each, kept as files known by their content. */
@Injectable()
export class ProductPhotosService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly files: PhotoFiles,
  ) {}

  /** What is known of a product's own photo. Throws a 404 Problem when it has none. */
  async find(userId: number, storeId: string, productId: string): Promise<ProductPhotoDto> {
    const product = await this.findProduct(userId, storeId, productId);
    const photo = await this.findPhoto(userId, product);
    if (!photo) throw photoNotFound();
    return this.toDto(photo, product);
  }

  /** The picture itself. Throws a 404 Problem when there is none. */
  async read(userId: number, storeId: string, productId: string, size: PhotoSize) {
    const product = await this.findProduct(userId, storeId, productId);
    const photo = await this.findPhoto(userId, product);
    const bytes = photo?.hash ? await this.files.read(userId, photo.hash, size) : null;
    if (!photo?.hash || !bytes) throw photoNotFound();
    return { hash: photo.hash, bytes };
  }

  /** Gives a product a photo, or another one. Throws a 422 Problem when the file cannot be used. */
  async give(userId: number, storeId: string, productId: string, file: GivenFile): Promise<ProductPhotoDto> {
    const product = await this.findProduct(userId, storeId, productId);
    try {
      await this.save(userId, product, file);
    } catch (error) {
      if (!(error instanceof UnusablePhotoError)) throw error;
      const message = aboutFile(file.name, error.code);
      throw Problem.unprocessable(error.code, message, [{ field: 'file', message }]);
    }
    return this.find(userId, storeId, productId);
  }

  /** Takes a product's own photo away. Throws a 404 Problem when it has none. */
  async takeAway(userId: number, storeId: string, productId: string): Promise<void> {
    const product = await this.findProduct(userId, storeId, productId);
    if (!(await this.findPhoto(userId, product))) throw photoNotFound();
    const key = { userId, storeId: product.storeId, productId: product.id };
    await this.dataSource.transaction(async (manager) => {
      // What an item shows is remembered until a run has replaced it.
      const forgotten = { hash: null, fileName: null, addedAt: null, refusedHash: null, refusedAt: null };
      await manager.update(ProductPhoto, key, forgotten);
      await manager.delete(ProductPhoto, { ...key, hash: IsNull(), sentHash: IsNull() });
      await manager.update(CachedProduct, keyOf(product), { syncState: null });
    });
  }

  /** Keeps a file as the photo of a product that is there. @throws UnusablePhotoError */
  async save(userId: number, product: ProductId, file: GivenFile): Promise<void> {
    const { bytes, width, height } = await preparePhoto(await file.read());
    const hash = await this.files.keep(userId, bytes);
    const { storeId, id: productId } = product;
    const row = { hash, fileName: file.name.slice(0, 255), width, height, addedAt: new Date() };
    await this.dataSource.transaction(async (manager) => {
      await manager.upsert(ProductPhoto, { userId, storeId, productId, ...row }, ['userId', 'storeId', 'productId']);
      await manager.update(CachedProduct, keyOf(product), { syncState: null });
    });
  }

  private async findProduct(userId: number, storeId: string, productId: string): Promise<CachedProduct> {
    const store = await this.filters.findStore(userId, storeId);
    const product = await this.dataSource
      .getRepository(CachedProduct)
      .findOneBy({ userId, storeId: store.id, id: productId, removedAt: IsNull() });
    if (product) return product;
    throw Problem.notFound('product_not_found', { ru: 'Такого товара нет', en: 'There is no such product' });
  }

  private findPhoto(userId: number, product: CachedProduct): Promise<ProductPhoto | null> {
    return this.dataSource
      .getRepository(ProductPhoto)
      .findOneBy({ userId, storeId: product.storeId, productId: product.id, hash: Not(IsNull()) });
  }

  private toDto(photo: ProductPhoto, { vkProductId }: CachedProduct): ProductPhotoDto {
    const { storeId, productId, hash, width, height, fileName, addedAt, sentHash, sentItemId } = photo;
    const inVk = vkProductId !== null && sentItemId === vkProductId && sentHash === hash;
    return {
      ...{ storeId, productId, hash: hash ?? '', width, height, fileName, addedAt, inVk },
      url: photoUrl(storeId, productId, hash ?? ''),
    };
  }
}

/** What tells a product from all others. */
type ProductId = Pick<CachedProduct, 'userId' | 'storeId' | 'id'>;

function keyOf({ userId, storeId, id }: ProductId): ProductId {
  return { userId, storeId, id };
}

/** What is wrong with a file that was given. */
export function aboutFile(name: string, code: PhotoProblem): BothLanguages {
  return { ru: `Файл «${name}»: ${WORDS[code].ru}.`, en: `File “${name}”: ${WORDS[code].en}.` };
}

function photoNotFound(): Problem {
  return Problem.notFound('photo_not_found', {
    ru: 'У товара нет своего фото',
    en: 'The product has no photo of its own',
  });
}
