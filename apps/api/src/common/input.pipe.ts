import { ValidationPipe, type ValidationError } from '@nestjs/common';
import { constraintWords, isMissing, messageOf } from './constraints.js';
import { Problem, type FieldError } from './problem.js';

/** Turns input into DTOs: unknown fields are left out, wrong ones answered with 400 `validation_failed`. */
export function inputPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    transform: true,
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error))),
  });
}

/** The answer to wrong input, also for checks that no constraint can express. */
export function validationFailed(errors: FieldError[]): Problem {
  return Problem.badRequest(
    'validation_failed',
    { ru: 'Проверьте отмеченные поля', en: 'Check the marked fields' },
    errors,
  );
}

function fieldErrors(error: ValidationError, parent = ''): FieldError[] {
  const field = [parent, error.property].filter(Boolean).join('.');
  const nested = (error.children ?? []).flatMap((child) => fieldErrors(child, field));
  const names = Object.keys(error.constraints ?? {});
  if (names.length === 0) return nested;
  if (isMissing(error)) return [{ field, message: constraintWords.missing }, ...nested];
  return [{ field, message: messageOf(error, names) }, ...nested];
}
