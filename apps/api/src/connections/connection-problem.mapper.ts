import { type Language, say } from '../common/words.js';
import type { ConnectionProblem } from './connection-status.js';
import type { ConnectionProblemDto, ConnectionTestDto } from './dto/connections.dto.js';

/** A problem as it is told in one language. */
export function toProblemDto({ code, message }: ConnectionProblem, language: Language): ConnectionProblemDto {
  return { code, message: say(message, language) };
}

/** What came of a test: null means that the connection works. */
export function toTestDto(problem: ConnectionProblem | null, language: Language): ConnectionTestDto {
  return { ok: problem === null, problem: problem && toProblemDto(problem, language) };
}
