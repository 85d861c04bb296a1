import { Injectable, type PipeTransform } from '@nestjs/common';
import { Problem } from './problem.js';

/** Reads a numeric id from the path; what cannot be an id belongs to nothing: 404 `not_found`. */
@Injectable()
export class IdPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    if (/^[1-9]\d{0,9}$/.test(value)) return Number(value);
    throw Problem.notFound('not_found', { ru: 'Ничего не найдено', en: 'Nothing was found' });
  }
}
