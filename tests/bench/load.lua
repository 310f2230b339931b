-- For wrk: asks in turn what a file of requests holds, and says what came back.
--   wrk … -s load.lua ADDRESS -- FILE PAUSE
-- FILE gives a list of {path =, headers =, status =}. With a PAUSE (ms) each line waits that long, more or less,
-- between two questions, and every answer is compared with its status; with 0 it asks as fast as it can.
local threads, asked = {}, {}

function setup(thread) table.insert(threads, thread) end

function init(args)
  local pause = tonumber(args[2])
  made, expected, at, last = {}, {}, math.random(1000), {}
  for place, each in ipairs(dofile(args[1])) do
    made[place], expected[place] = wrk.format("GET", each.path, each.headers), each.status
  end
  wrong, right = 0, 0
  if pause == 0 then
    response = nil
  else
    delay = function() return pause * (0.5 + math.random()) end
  end
end

function request()
  at = at % #made + 1
  return made[at]
end

-- All of a file have one status: which question an answer belongs to, wrk does not tell.
function response(status)
  if status == expected[1] then right = right + 1 else wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local right, wrong, errors = 0, 0, summary.errors
  for _, thread in ipairs(threads) do
    right, wrong = right + (thread:get("right") or 0), wrong + (thread:get("wrong") or 0)
  end
  io.write(string.format(
    'RESULT {"requests": %d, "bytes": %d, "microseconds": %d, "right": %d, "wrong": %d, "failed": %d, ' ..
    '"refused": %d, "p50": %.0f, "p90": %.0f, "p99": %.0f, "most": %.0f}\n',
    summary.requests, summary.bytes, summary.duration, right, wrong,
    errors.connect + errors.read + errors.write + errors.timeout, errors.status,
    latency:percentile(50), latency:percentile(90), latency:percentile(99), latency.max))
end
