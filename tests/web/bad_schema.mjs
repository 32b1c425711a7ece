// Bad requests that follow from the interface's own OpenAPI document: each address with broken names in its path, each
// typed key with a value of another type, each JSON body broken. What the document gains is tested without a line here.

const NAMES = ["%FF", "%00", "..%2f..%2fx", "x".repeat(3_000), "nobody-1900-01-01"];
const BODIES = ["{", "[]", '"a"', "null"];
const FORMATS = new Set(["date", "date-time", "uuid", "int32", "int64"]);

/** Returns the bad requests for a server's document; none where it has none yet. */
export async function fromSchema(origin) {
  const answer = await fetch(`${origin}/api/v1/openapi.json`);
  if (!answer.ok) return [];
  const document = await answer.json();
  const base = new URL(document.servers?.[0]?.url ?? "/", origin).pathname.replace(/\/$/, "");
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => /^(get|post|put|patch|delete)$/.test(method))
      .flatMap(([method, operation]) => ofOperation(document, base + path, method.toUpperCase(), operation, item.parameters ?? [])),
  );
}

function ofOperation(document, path, method, operation, shared) {
  const resolve = (value) => (value?.$ref ? value.$ref.slice(2).split("/").reduce((at, key) => at[key], document) : value);
  const parameters = [...shared, ...(operation.parameters ?? [])].map(resolve);
  const schema = (parameter) => {
    const one = resolve(parameter.schema) ?? {};
    return resolve((one.anyOf ?? one.oneOf ?? []).map(resolve).find((choice) => choice.type !== "null")) ?? one;
  };
  const placed = (name) => path.replaceAll(/\{[^}]*\}/g, name);
  const known = path.replaceAll(/\{[^}]*\}/g, "1");
  const isWriting = method !== "GET";
  const type = isWriting ? "application/json" : undefined;
  const requests = [];
  if (/\{/.test(path)) for (const name of NAMES) requests.push({ method, path: placed(name), type, body: isWriting ? "{}" : undefined });
  for (const parameter of parameters.filter((one) => one.in === "query")) {
    const { type: kind, enum: values, format } = schema(parameter);
    const isTyped = [kind].flat().some((one) => ["integer", "number", "boolean"].includes(one)) || values || FORMATS.has(format);
    if (isTyped && !isWriting) requests.push({ method, path: `${known}?${parameter.name}=%F0%9F%8C%8A` });
    if (!isWriting) requests.push({ method, path: `${known}?${parameter.name}=%FF` });
  }
  const content = resolve(operation.requestBody)?.content ?? {};
  if (content["application/json"]) for (const body of BODIES) requests.push({ method, path: known, type, body });
  return requests;
}
