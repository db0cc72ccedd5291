using System.Text.RegularExpressions;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Documents;

/// <summary>What a newcomer copies and runs.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>A search needs dates that lie ahead: a fixed one is wrong some day.</summary>
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/tutorial.md")]
    [InlineData("requests.http")]
    public void What_is_copied_from_here_has_no_fixed_date(string file) => Assert.DoesNotMatch(Date(), RepositoryFiles.Text(file));

    /// <summary>The emulator has one version: the one that the tests use.</summary>
    [Theory]
    [InlineData("docs/operations.md")]
    [InlineData(".devcontainer/devcontainer.json")]
    [InlineData(".vscode/tasks.json")]
    [InlineData(".ci/cloud")]
    public void Azurite_is_started_in_the_version_of_the_tests(string file)
    {
        var dependencies = RepositoryFiles.Json("CarSearch.Tests/package.json").GetProperty("devDependencies");
        var version = dependencies.GetProperty("azurite").GetString();
        var named = Azurite().Matches(RepositoryFiles.Text(file)).Select(match => match.Groups[1].Value).ToArray();

        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Equal(version, name));
    }

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"azurite@([\d.]+\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Azurite();
}
