/** One key in this release, all as text. */
record Row(String type, String since, String initial, String remark) {
  String cells() {
    return String.join("\t", type, since.isEmpty() ? "-" : since, initial, remark);
  }

  Row with(String newRemark) {
    return new Row(type, since, initial, newRemark);
  }
}
