/** Another worker took the task over: nothing that was begun under the old lease may commit. */
export class LeaseLost extends Error {
  constructor() {
    super('The lease of this task was lost.');
    this.name = 'LeaseLost';
  }
}

/** The process ends: the task goes back and another worker resumes it. */
export class WorkerStopping extends Error {
  constructor() {
    super('The worker stops; another one resumes this task.');
    this.name = 'WorkerStopping';
  }
}

/** Thrown by a handler for work that no further try can do. Its sentence is kept, so it names no person and no value. */
export class JobRefused extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'JobRefused';
  }
}

/** Given to `gaveUp` where the last try never came back, for example because its process was killed. */
export class TriesUsedUp extends Error {
  constructor() {
    super('The last try did not come to an end.');
    this.name = 'TriesUsedUp';
  }
}
