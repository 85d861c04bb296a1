import { RunTrack } from './run-track.js';

/** Follows the last mirror of a closed account. It is no run of the pipeline's, and nobody is there to cancel it. */
export class FarewellTrack extends RunTrack {
  /** Throws the signal's reason when the process stops. */
  override async checkpoint(): Promise<void> {
    this.signal.throwIfAborted();
  }
}
