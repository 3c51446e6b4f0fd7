/**
 * The queue's part: a message of one task id, under the job's name, that goes to one free worker. It is keyed by the
 * task, so a task has one message at most, and it has one try: a lost message is sent again by the sweep.
 * The fragment reads the columns id, name and run_at of the relation named.
 */
export function nudge(of: string): string {
  return `graphile_worker.add_job(identifier => ${of}.name, payload => json_build_object('task', ${of}.id),
    run_at => ${of}.run_at, max_attempts => 1, job_key => ${of}.id::text)`;
}

/**
 * What is due by the database's clock: waiting tasks whose time has come, and running ones whose worker went silent. While
 * a task runs, none of its job and key is due beside it. The fragment reads the table tasks by its own name.
 */
export const DUE = `((tasks.state = 'running' AND tasks.lease_until < now()) OR (tasks.state = 'waiting' AND tasks.run_at <= now()
  AND NOT EXISTS (SELECT FROM tasks AS twin
                  WHERE twin.name = tasks.name AND twin.key = tasks.key AND twin.state = 'running')))`;
