import { HttpException } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { say, type BothLanguages } from './words.js';

/** What is wrong with one field of the input; `field` is a dotted path. */
export interface FieldError {
  field: string;
  message: BothLanguages;
}

/** An answer of RFC 9457 with a stable code; thrown anywhere, written by the problem filter. */
export class Problem extends HttpException {
  constructor(
    status: number,
    readonly code: string,
    readonly words: BothLanguages,
    readonly errors?: FieldError[],
    /** Headers the answer carries besides its body. */
    readonly headers: Record<string, string> = {},
  ) {
    super(say(words, 'en'), status);
    this.name = 'Problem';
  }

  static badRequest(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(400, code, message, errors);
  }

  static unauthorized(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(401, code, message, errors);
  }

  static forbidden(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(403, code, message, errors);
  }

  static notFound(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(404, code, message, errors);
  }

  static conflict(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(409, code, message, errors);
  }

  static unprocessable(code: string, message: BothLanguages, errors?: FieldError[]): Problem {
    return new Problem(422, code, message, errors);
  }

  /** `retryAfterSeconds` goes into the `Retry-After` header. */
  static tooMany(code: string, message: BothLanguages, retryAfterSeconds: number): Problem {
    return new Problem(429, code, message, undefined, { 'Retry-After': String(Math.max(1, retryAfterSeconds)) });
  }

  static unavailable(code: string, message: BothLanguages): Problem {
    return new Problem(503, code, message);
  }
}

/** One wrong field, as it is answered. */
class FieldErrorDto {
  @ApiProperty({ example: 'email' })
  field: string;

  @ApiProperty({ example: 'Укажите адрес почты' })
  message: string;
}

/** The body of every error (RFC 9457, `application/problem+json`). */
export class ProblemDto {
  @ApiProperty({ example: 'about:blank' })
  type: string;

  @ApiProperty({ example: 'Неверный запрос' })
  title: string;

  @ApiProperty({ type: 'integer', example: 400 })
  status: number;

  @ApiProperty({ example: 'Проверьте отмеченные поля' })
  detail: string;

  @ApiProperty({ description: 'Stable code for programs', example: 'validation_failed' })
  code: string;

  @ApiProperty({ type: [FieldErrorDto], required: false })
  errors?: FieldErrorDto[];

  @ApiProperty({ required: false, example: '/api/v1/admin/users' })
  instance?: string;

  @ApiProperty({ example: '6f1c8c0e-2a9c-4b8e-9d53-0d3a3f0c7a11' })
  requestId: string;
}
