interface Described {
  readonly summary?: string;
  readonly description?: string;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> };
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
  }[];
  readonly responses?: Readonly<Record<string, { readonly description: string }>>;
}

interface Document {
  readonly info: { readonly title: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
}

/** The API as a page: each call with what it takes and what it answers. The document itself is the reference. */
export function DocsPage({ document }: { document: object }) {
  const { info, paths } = document as Document;
  return (
    <html lang="en" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{info.title}</title>
        <link rel="stylesheet" href="/assets/site.css" />
      </head>
      <body>
        <main id="content">
          <h1>{info.title}</h1>
          <p>
            For programs: <a href="/api/openapi.json">openapi.json</a>.
          </p>
          {Object.entries(paths).flatMap(([path, operations]) =>
            Object.entries(operations).map(([method, operation]) => (
              <Call key={`${method} ${path}`} method={method} path={path} operation={operation} />
            )),
          )}
        </main>
      </body>
    </html>
  );
}

function Call({ method, path, operation }: { method: string; path: string; operation: Described }) {
  const body = operation.requestBody?.content['application/json']?.schema;
  return (
    <section>
      <h2>
        <code>
          {method.toUpperCase()} {path}
        </code>
      </h2>
      <p>
        {operation.summary}. {operation.description}
      </p>
      {operation.parameters !== undefined && (
        <ul>
          {operation.parameters.map((parameter) => (
            <li key={parameter.name}>
              <code>{parameter.name}</code> ({parameter.in}
              {parameter.required ? ', required' : ''}) {parameter.description}
            </li>
          ))}
        </ul>
      )}
      {body !== undefined && (
        <details>
          <summary>Body</summary>
          <pre>{JSON.stringify(body, null, 2)}</pre>
        </details>
      )}
      <ul>
        {Object.entries(operation.responses ?? {}).map(([status, answer]) => (
          <li key={status}>
            <code>{status}</code> {answer.description}
          </li>
        ))}
      </ul>
    </section>
  );
}
