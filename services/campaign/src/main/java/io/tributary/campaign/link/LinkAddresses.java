package io.tributary.campaign.link;

/** Where links are clicked. */
public final class LinkAddresses {

  private final String publicUrl;

  /**
   * Addresses at a tracking edge.
   *
   * @param publicUrl its address as visitors reach it
   */
  public LinkAddresses(String publicUrl) {
    this.publicUrl = publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
  }

  /** The address of the link with the code. */
  public String of(String code) {
    return publicUrl + "c/" + code;
  }
}
