import { IsIn, IsOptional, IsString } from 'class-validator';

/** A photo that a merchant gave a product. */
export class ProductPhotoDto {
  storeId: string;
  productId: string;
  /** SHA-256 of the picture as it is kept, in hex. */
  hash: string;
  /** Pixels, after turning upright and enlarging or making smaller. */
  width: number;
  height: number;
  /** The name of the file that was given. */
  fileName: string | null;
  addedAt: Date | null;
  /** Address of the picture. */
  url: string;
  /** Whether the item in VK has it already; else the next run puts it there. */
  inVk: boolean;
}

export class PhotoQuery {
  @IsOptional()
  @IsIn(['full', 'thumb'])
  size?: 'full' | 'thumb';

  /** The beginning of the picture's hash: an address that has it may be kept for ever. */
  @IsOptional()
  @IsString()
  v?: string;
}

/** What came of one file of several. */
export class PhotoFileDto {
  fileName: string;
  outcome: 'saved' | 'unmatched' | 'ambiguous' | 'duplicate' | 'refused';
  productId: string | null;
  productName: string | null;
  /** What in the file's name told the product. */
  matchedBy: 'barcode' | 'code' | 'article' | null;
  /** Why the file was not taken: `photo_unreadable`, `photo_format_unsupported` and the like. */
  code: string | null;
  message: string | null;
}

export class PhotoReportDto {
  /** In the order of the files. */
  items: PhotoFileDto[];
  saved: number;
  notSaved: number;
}
