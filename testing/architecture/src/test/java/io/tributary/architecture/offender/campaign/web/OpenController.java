package io.tributary.architecture.offender.campaign.web;

import io.tributary.architecture.offender.app.Composition;
import org.springframework.web.bind.annotation.RestController;

/** An adapter that is open to all and knows the application. */
@RestController
public final class OpenController {

  Composition composition() {
    return new Composition();
  }
}
