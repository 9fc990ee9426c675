-- Rooms, cars and equipment are booked once. A booking (an attendee that names a resource) says when it takes
-- it, as pairs of minutes since 1970: the client knows the rules of series, the centre compares numbers.

CREATE OR REPLACE FUNCTION sync.booked_minutes(booked jsonb) RETURNS int8multirange
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(range_agg(int8range((e ->> 0)::bigint, (e ->> 1)::bigint)), '{}')
    FROM jsonb_array_elements(CASE jsonb_typeof(booked) WHEN 'array' THEN booked ELSE '[]' END) e
$$;

-- Bookings of one resource come one after the other, so that two pushes at once cannot both have it.
CREATE OR REPLACE FUNCTION sync.on_booking() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    mine int8multirange := sync.booked_minutes(NEW.booked);
    is_taken boolean;
BEGIN
    PERFORM 1 FROM app.calendar c WHERE c.id = NEW.resource_id FOR NO KEY UPDATE;
    SELECT EXISTS (
        SELECT FROM app.attendee a JOIN app.event e ON e.id = a.event_id
        WHERE a.resource_id = NEW.resource_id AND a.id <> NEW.id AND a.booked IS NOT NULL
          AND a.deleted_at IS NULL AND e.deleted_at IS NULL AND sync.booked_minutes(a.booked) && mine)
    INTO is_taken;
    IF is_taken THEN
        PERFORM sync.refuse('booked', 'attendee', NEW.id::text, 'booked');
    END IF;
    RETURN NULL;
END $$;
