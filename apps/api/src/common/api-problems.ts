import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { ProblemDto } from './problem.js';

/**
 * Names the codes of problems that are an operation's own: `@ApiProblems({ 404: ['run_not_found'] })`. What follows
 * from its guards and its input (401, 403, `validation_failed`, limits …) is said of every operation without this.
 */
export function ApiProblems(codes: Record<number, string[]>): MethodDecorator {
  const answers = Object.entries(codes).map(([status, known]) =>
    ApiResponse({ status: Number(status), type: ProblemDto, description: known.join(', ') }),
  );
  return applyDecorators(...answers);
}
