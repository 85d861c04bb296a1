import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { drawPicture } from '../../evotor/pictures.js';
import type { VkSim } from '../../vk/index.js';

interface OwnItem {
  title: string;
  description: string;
  /** Hundredths of a rouble. */
  price: number;
  stock: number;
  album?: string;
}

const ALBUMS = ['Новинки недели', 'Посуда'];

/** Goods the merchant put into VK by hand before EvoSync came. */
const ITEMS: OwnItem[] = [
  {
    title: 'Кружка «Волна», 350 мл', // equals one product of the register: to be adopted
    description: 'Керамика, ручная работа. Пишите в сообщения группы!',
    price: 65_000,
    stock: 3,
    album: 'Новинки недели',
  },
  {
    title: 'Сахар тростниковый, 500 г', // two products of the register have this name: not to be touched
    description: 'Нерафинированный сахар с Маврикия.',
    price: 15_900,
    stock: -1,
  },
  {
    title: 'Чайник «Витринный образец»', // its product is not for sale: not to be touched
    description: 'Продаётся только в магазине на Садовой.',
    price: 450_000,
    stock: 1,
    album: 'Посуда',
  },
  {
    title: 'Подарочный сертификат на 1000 ₽',
    description: 'Электронный сертификат, придёт в личные сообщения.',
    price: 100_000,
    stock: -1,
    album: 'Новинки недели',
  },
  {
    title: 'Мастер-класс «Гунфу-ча для начинающих»',
    description: 'Два часа, шесть чаёв, до восьми гостей. По субботам.',
    price: 180_000,
    stock: 8,
  },
];

/** Puts the merchant's own albums and goods, with pictures, into the community. */
export async function stockVkShop(vk: VkSim, groupId: number): Promise<void> {
  const { state } = vk;
  const community = state.communities.get(groupId);
  if (!community) throw new Error(`Unknown community ${groupId}`);
  const now = vk.world.now();
  const albums = new Map(ALBUMS.map((title) => [title, state.addAlbum(community, title, now)]));
  for (const { title, description, price, stock, album } of ITEMS) {
    const jpeg = await sharp(await drawPicture(title))
      .resize(800, 800)
      .jpeg()
      .toBuffer();
    const sha = createHash('sha256').update(jpeg).digest('hex');
    const photo = state.addPhoto({
      groupId,
      userId: 0,
      kind: 'item',
      width: 800,
      height: 800,
      jpeg,
      sha,
      savedAt: now,
    });
    const item = state.addItem(community, { name: title, description, price, stock, mainPhotoId: photo.id }, now);
    if (album !== undefined) albums.get(album)?.itemIds.add(item.id);
  }
}
