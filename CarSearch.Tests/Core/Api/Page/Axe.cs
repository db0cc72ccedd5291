using CarSearch.Tests.Support;
using Microsoft.Playwright;

namespace CarSearch.Tests.Core.Api.Page;

/// <summary>The accessibility checks of axe-core.</summary>
internal static class Axe
{
    private static readonly Lazy<string> Script = new(Read);

    /// <summary>Asserts that the page, as it is now, has no serious or critical finding.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">The state of the page, for the message.</param>
    /// <param name="excluded">Selectors of elements that are not checked.</param>
    /// <exception cref="MissingPrerequisiteException">axe-core is not installed.</exception>
    public static async Task AssertNoFindingAsync(IPage page, string state, params string[] excluded)
    {
        await page.EvaluateAsync(Script.Value);
        var findings = await page.EvaluateAsync<string[]>(
            """
            async exclude => (await axe.run({ include: [document], exclude }, { resultTypes: ['violations'] })).violations
              .filter(one => one.impact === 'serious' || one.impact === 'critical')
              .map(one => `${one.id}: ${one.nodes.map(node => `${node.target} ${node.failureSummary}`).join('; ')}`)
            """,
            excluded);
        Assert.True(findings.Length == 0, $"{state}: {string.Join('\n', findings)}");
    }

    private static string Read()
    {
        var file = Path.Combine(RepositoryFiles.Top, "CarSearch.Tests", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? File.ReadAllText(file) : throw new MissingPrerequisiteException(
            "axe-core is not installed. The build installs it with npm: install Node.js 20 or later, and build again.");
    }
}
