#!lua name=darkstore1
-- What the cache does by itself. Change a function's meaning only together with the library's and the function's
-- number: backends of two versions may share one Valkey, and each loads its own library.

-- An entry: version, quantity and the moment it stands for, in milliseconds of this server's clock.
local ENTRY = '<I8I4I8'
local ENTRY_BYTES = 20
-- An entry from further ahead than this was written before the clock was set back.
local AHEAD_MS_MAX = 1000

-- KEYS: entries' names. ARGV: how long an entry lives (ms), how old a value may be to be taken (ms), then an entry a
-- key. A value is taken if it is newer than what is there: a higher version, or the same one seen later. What is there
-- keeps the end of its life; a new entry lives until its value is as old as entries may be.
-- Returns how many were taken and this server's time in milliseconds.
local function put_if_newer(keys, args)
  local keep_ms, age_ms_max = tonumber(args[1]), tonumber(args[2])
  local time = redis.call('TIME')
  local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
  local taken = 0
  for i, key in ipairs(keys) do
    local entry = args[i + 2]
    local version, _, as_of = struct.unpack(ENTRY, entry)
    if now - as_of <= age_ms_max and as_of - now <= AHEAD_MS_MAX then
      local held = redis.pcall('GET', key)
      local guards = false
      local newer = true
      if type(held) == 'string' and #held == ENTRY_BYTES then
        local held_version, _, held_as_of = struct.unpack(ENTRY, held)
        guards = now - held_as_of <= keep_ms and held_as_of - now <= AHEAD_MS_MAX
        newer = version > held_version or (version == held_version and as_of > held_as_of)
      end
      if not guards then
        redis.call('SET', key, entry, 'PXAT', string.format('%d', as_of + keep_ms))
        taken = taken + 1
      elseif newer then
        redis.call('SET', key, entry, 'KEEPTTL')
        taken = taken + 1
      end
    end
  end
  return { taken, now }
end

redis.register_function('darkstore1_put_if_newer', put_if_newer)
