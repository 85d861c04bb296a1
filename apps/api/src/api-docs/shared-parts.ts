import type { OpenAPIObject } from '@nestjs/swagger';

type Components = NonNullable<OpenAPIObject['components']>;

/** What every operation may answer, besides what is its own: one word for all of them. */
export function sharedParts(): Pick<Components, 'headers' | 'responses' | 'schemas'> {
  return {
    headers: {
      RequestId: {
        description: 'Names this request in our log; a valid `X-Request-Id` of the caller’s own is taken over',
        schema: { type: 'string' },
        example: '6f1c8c0e-2a9c-4b8e-9d53-0d3a3f0c7a11',
      },
      ETag: {
        description: 'Changes when the answer does; send it back in `If-None-Match`',
        schema: { type: 'string' },
        example: 'W/"a3-sJ0Hnd6jHZKBv6LjLuG1tQ9m2dE"',
      },
      RateLimit: {
        description: 'Requests left (`r`) and seconds until they are full again (`t`)',
        schema: { type: 'string' },
        example: '"requests"; r=2999; t=60',
      },
      RateLimitPolicy: {
        description: 'Requests allowed (`q`) in so many seconds (`w`), for one token, user or address',
        schema: { type: 'string' },
        example: '"requests"; q=3000; w=60; pk=:MTI3LjAuMC4x:',
      },
      RetryAfter: {
        description: 'Seconds to wait before the next try',
        schema: { type: 'integer', minimum: 1 },
        example: 60,
      },
    },
  };
}
