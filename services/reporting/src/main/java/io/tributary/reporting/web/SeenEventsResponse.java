package io.tributary.reporting.web;

import java.util.List;

/** The last events, newest first. */
record SeenEventsResponse(List<SeenEventResponse> data) {

  SeenEventsResponse {
    data = List.copyOf(data);
  }
}
