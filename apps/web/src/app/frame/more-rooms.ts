import { addWords } from '../../lib/i18n.js';
import { ruMoreRooms } from '../../locales/ru/more-rooms.js';

addWords('ru', ruMoreRooms);
