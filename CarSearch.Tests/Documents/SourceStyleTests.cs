using CarSearch.Tests.Support;

namespace CarSearch.Tests.Documents;

/// <summary>The limits of C# files that no analyzer checks.</summary>
public sealed class SourceStyleTests
{
    private const int MaxLineLength = 140;
    private const int MaxProductLines = 250;

    [Fact]
    public void No_line_is_longer_than_140_characters() =>
        AssertNone(
            from file in RepositoryFiles.Find("*.cs")
            from line in File.ReadLines(Path.Combine(RepositoryFiles.Top, file)).Index()
            where line.Item.Length > MaxLineLength
            select $"{file}:{line.Index + 1} has {line.Item.Length} characters.");

    [Fact]
    public void No_file_of_the_product_is_longer_than_250_lines() =>
        AssertNone(
            from file in ProductFiles()
            let lines = File.ReadLines(Path.Combine(RepositoryFiles.Top, file)).Count()
            where lines > MaxProductLines
            select $"{file} has {lines} lines.");

    /// <summary>A search that finds nothing would let every file pass.</summary>
    [Fact]
    public void The_files_of_every_product_project_are_checked()
    {
        var projects = RepositoryFiles.Find("*.csproj").Select(Path.GetDirectoryName).Where(IsProduct);

        Assert.Equal(projects.Order(StringComparer.Ordinal), ProductFiles().Select(Project).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("CarSearch.Tests/Documents/SourceStyleTests.cs", RepositoryFiles.Find("*.cs"));
    }

    /// <summary>Fails with all findings; <c>Assert.Empty</c> shows the beginning of the first ones.</summary>
    private static void AssertNone(IEnumerable<string> findings) =>
        Assert.True(!findings.Any(), string.Join(Environment.NewLine, findings));

    private static IEnumerable<string> ProductFiles() => RepositoryFiles.Find("*.cs").Where(file => IsProduct(Project(file)));

    private static string Project(string file) => file.Split('/')[0];

    private static bool IsProduct(string? project) =>
        project is not "CarSearch.Tests" && project?.StartsWith("CarSearch.", StringComparison.Ordinal) == true;
}
