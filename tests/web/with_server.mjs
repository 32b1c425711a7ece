// Starts the server on an archive of the examples, runs a command with its address in SEIMEI_ORIGIN, ends the server,
// and ends with the command's code; with 1 where the server panicked meanwhile.
//
//   node tests/web/with_server.mjs COMMAND [ARGUMENT]...

import { spawnSync } from "node:child_process";
import { exampleArchive, ROOT, serve } from "./helpers.mjs";

const server = await serve(exampleArchive());
const [command, ...rest] = process.argv.slice(2);
const done = spawnSync(command, rest, { cwd: ROOT, stdio: "inherit", env: { ...process.env, SEIMEI_ORIGIN: server.origin } });
const answer = await fetch(`${server.origin}/`).catch((error) => error);
await server.stop();
const isWell = answer.ok && !/panicked/.test(server.said());
if (!isWell) console.error(`the server is not well afterwards: ${answer.status ?? answer}\n${server.said().slice(-4_000)}`);
if (done.error) console.error(`${command}: ${done.error.message}`);
process.exitCode = isWell ? (done.status ?? 1) : 1;
