/** What a product is known by. */
export interface KnownBy {
  id: string;
  name: string;
  code: string | null;
  articleNumber: string | null;
  barcodes: readonly string[];
}

export type MatchedBy = 'barcode' | 'code' | 'article';

/** The product that a file's name speaks of; several: the name does not tell which. */
export interface FileMatch {
  products: KnownBy[];
  by: MatchedBy;
}

/** Finds the product that a photo is of by its file's name: `4600000001184.jpg`, `118_2.png`, `118 Кружка (1).webp`. */
export class FileMatcher {
  private readonly byBarcode = new Map<string, KnownBy[]>();
  private readonly byCode = new Map<string, KnownBy[]>();
  private readonly byArticle = new Map<string, KnownBy[]>();

  constructor(products: readonly KnownBy[]) {
    for (const product of products) {
      for (const barcode of product.barcodes) add(this.byBarcode, barcode, product);
      if (product.code) add(this.byCode, product.code, product);
      if (product.articleNumber) add(this.byArticle, product.articleNumber, product);
    }
  }

  /** Null: the name speaks of no product. */
  find(fileName: string): FileMatch | null {
    for (const word of wordsOf(fileName)) {
      const found = this.lookUp(word);
      if (found) return found;
    }
    // A barcode is long enough to be no accident wherever it stands; a short number may be a camera's own.
    for (const number of fileName.match(/\d{8,14}/g) ?? []) {
      const products = this.byBarcode.get(number);
      if (products) return { products, by: 'barcode' };
    }
    return null;
  }

  private lookUp(word: string): FileMatch | null {
    const kinds = [
      ['barcode', this.byBarcode],
      ['code', this.byCode],
      ['article', this.byArticle],
    ] as const;
    for (const [by, index] of kinds) {
      const products = index.get(comparable(word));
      if (products) return { products, by };
    }
    return null;
  }
}

/** The name without its ending, then without a counter behind it, then its first word. */
function wordsOf(fileName: string): string[] {
  const base = fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]{1,5}$/, '')
    .trim();
  const uncounted = base.replace(/\s*(\(\d{1,3}\)|[_-]\d{1,2})$/, '').trim();
  const [first = ''] = base.split(/[\s_,;()]+/);
  return [...new Set([base, uncounted, first])].filter(Boolean);
}

function add(index: Map<string, KnownBy[]>, key: string, product: KnownBy): void {
  const known = index.get(comparable(key));
  if (!known) index.set(comparable(key), [product]);
  else if (!known.includes(product)) known.push(product);
}

function comparable(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
