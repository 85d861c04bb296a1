import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { STATUS_CODES } from 'node:http';
import { isNativeError } from 'node:util/types';
import { isEngineDown } from './engine-down.js';
import { Problem } from './problem.js';
import { inBoth, languageOf, say, type Language } from './words.js';

/** What is said of a status where nothing more is known; titles in Russian. */
export const KNOWN_PROBLEMS: Record<number, { code: string; title: string; detail: { ru: string; en: string } }> = {
  400: {
    code: 'bad_request',
    title: 'Неверный запрос',
    detail: { ru: 'Запрос составлен неверно', en: 'The request is malformed' },
  },
  401: {
    code: 'unauthorized',
    title: 'Нужен вход',
    detail: { ru: 'Войдите, чтобы продолжить', en: 'Sign in to go on' },
  },
  403: { code: 'forbidden', title: 'Нет доступа', detail: { ru: 'У вас нет доступа', en: 'You have no access' } },
  404: {
    code: 'not_found',
    title: 'Не найдено',
    detail: { ru: 'Такого адреса нет', en: 'There is nothing at this address' },
  },
  405: {
    code: 'method_not_allowed',
    title: 'Метод не поддерживается',
    detail: { ru: 'Этот метод здесь не поддерживается', en: 'This method is not supported here' },
  },
  409: {
    code: 'conflict',
    title: 'Конфликт',
    detail: { ru: 'Данные уже изменились', en: 'The data has changed meanwhile' },
  },
  413: {
    code: 'too_large',
    title: 'Слишком большой запрос',
    detail: { ru: 'Запрос слишком большой', en: 'The request is too large' },
  },
  415: {
    code: 'unsupported_media_type',
    title: 'Неизвестный вид данных',
    detail: { ru: 'Нужен JSON', en: 'JSON is expected' },
  },
  422: {
    code: 'unprocessable',
    title: 'Не получилось',
    detail: { ru: 'Запрос нельзя выполнить', en: 'The request cannot be carried out' },
  },
  429: {
    code: 'too_many',
    title: 'Слишком часто',
    detail: { ru: 'Слишком много запросов, подождите немного', en: 'Too many requests, wait a little' },
  },
  500: {
    code: 'internal',
    title: 'Внутренняя ошибка',
    detail: {
      ru: 'Что-то сломалось у нас. Мы уже видим это в журнале',
      en: 'Something broke on our side. It is in our log',
    },
  },
  503: {
    code: 'unavailable',
    title: 'Временно недоступно',
    detail: {
      ru: 'Сервис временно недоступен, попробуйте через минуту',
      en: 'The service is unavailable for now, try again in a minute',
    },
  },
};

/** Writes every error as problem details; what nobody expected is logged and answered without its details. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (toProblem(error).getStatus() >= 500) this.note(error);
    sendProblem(error, request, response);
  }

  private note(error: unknown): void {
    if (error instanceof Problem) this.logger.warn({ code: error.code, err: error }, error.message);
    else
      this.logger.error({ err: error }, isNativeError(error) ? error.message : 'Something that is no error was thrown');
  }
}

/** Answers with the problem that stands for `error`; an answer that has already begun is cut off. */
export function sendProblem(error: unknown, request: Request, response: Response): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const problem = toProblem(error);
  response
    .status(problem.getStatus())
    .set(problem.headers)
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, request)));
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return knownProblem(error.getStatus());
  if (isEngineDown(error)) return knownProblem(503);
  return knownProblem(500);
}

function knownProblem(status: number): Problem {
  const known = KNOWN_PROBLEMS[status];
  if (known) return new Problem(status, known.code, known.detail);
  const name = STATUS_CODES[status] ?? 'Error';
  return new Problem(
    status,
    name.toLowerCase().replace(/\W+/g, '_'),
    inBoth(() => name),
  );
}

function problemBody(problem: Problem, request: Request): Record<string, unknown> {
  const language = languageOf(request);
  return {
    type: 'about:blank',
    title: titleOf(problem.getStatus(), language),
    status: problem.getStatus(),
    detail: say(problem.words, language),
    code: problem.code,
    ...(problem.errors && {
      errors: problem.errors.map(({ field, message }) => ({ field, message: say(message, language) })),
    }),
    instance: request.originalUrl.split('?')[0],
    requestId: request.id,
  };
}

function titleOf(status: number, language: Language): string {
  const english = STATUS_CODES[status] ?? 'Error';
  return language === 'en' ? english : (KNOWN_PROBLEMS[status]?.title ?? english);
}
