"""The migrations, in their order. What has been released is never edited."""
