import { Transform, type TransformFnParams } from 'class-transformer';

/** Takes the white space around a text away before it is checked. */
export const Trimmed = (): PropertyDecorator =>
  Transform(({ value }: TransformFnParams): unknown => (typeof value === 'string' ? value.trim() : value));
