import type { PlaybookDefinition } from '#libs/contracts';

export interface PlaybookVersion {
  playbookId: string;
  versionId: string;
  version: number;
  definition: PlaybookDefinition;
}

/** Versions by id, the most recently used ones. A version is immutable, so nothing here can be stale. */
export class VersionCache {
  readonly #versions = new Map<string, PlaybookVersion>();
  readonly #limit: number;

  constructor(limit = 200) {
    this.#limit = limit;
  }

  get(versionId: string): PlaybookVersion | undefined {
    const version = this.#versions.get(versionId);
    if (version) this.#touch(version);
    return version;
  }

  set(version: PlaybookVersion): void {
    this.#touch(version);
    if (this.#versions.size <= this.#limit) return;
    const [oldest] = this.#versions.keys();
    if (oldest !== undefined) this.#versions.delete(oldest);
  }

  /** A Map keeps the order of insertion: the first key is the one unused for longest. */
  #touch(version: PlaybookVersion): void {
    this.#versions.delete(version.versionId);
    this.#versions.set(version.versionId, version);
  }
}
