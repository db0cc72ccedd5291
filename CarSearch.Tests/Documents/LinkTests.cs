using CarSearch.Tests.Support;

namespace CarSearch.Tests.Documents;

public sealed class LinkTests
{
    public static TheoryData<string> Documents => [.. Markdown.Files];

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_relative_link_leads_to_a_file_and_to_a_heading_that_are_there(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryFiles.Top, document))!;
        Assert.All(
            Markdown.Links(RepositoryFiles.Text(document)).Where(link => !link.Contains("://", StringComparison.Ordinal)),
            link =>
            {
                var (path, anchor) = link.Split('#') is [var before, var after] ? (before, after) : (link, null);
                var target = path.Length == 0
                    ? document
                    : Path.GetRelativePath(RepositoryFiles.Top, Path.GetFullPath(Path.Combine(folder, path)));
                Assert.True(Path.Exists(Path.Combine(RepositoryFiles.Top, target)), $"{document} links to {link}, which does not exist.");
                if (anchor is not null)
                {
                    Assert.Contains(anchor, Markdown.Anchors(RepositoryFiles.Text(target)));
                }
            });
    }

    [Fact]
    public void All_documents_are_checked()
    {
        string[] some = ["README.md", "CONTRIBUTING.md", "docs/api.md", "docs/research/cost.md", "infra/README.md", "bench/README.md"];
        Assert.Superset(some.ToHashSet(), Markdown.Files.ToHashSet());
    }
}
