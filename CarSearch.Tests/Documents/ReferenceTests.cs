using System.Text.Json;
using CarSearch.Functions;
using CarSearch.Local;
using CarSearch.Offers;
using CarSearch.Searches;
using CarSearch.OpenTravel;
using CarSearch.Suppliers.Simulated;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Documents;

/// <summary>What the documents list, against the code.</summary>
public sealed class ReferenceTests
{
    private static string Configuration => RepositoryFiles.Text("docs/configuration.md");

    [Fact]
    public void All_settings_of_the_hosts_are_documented_and_no_others()
    {
        var simulated = Properties<SimulatedFleetOptions>().Select(name => $"Simulated:{name}");
        var embedded = Properties<LocalOptions>().Select(name => name == nameof(LocalOptions.Keys) ? "Keys:NAME" : name);

        Assert.Equal(
            Sorted([.. Properties<CarSearchOptions>(), .. embedded, .. simulated, "Suppliers", "Simulated:…"]),
            Sorted(Markdown.FirstColumn(Configuration, "## Both hosts")
                .Concat(Markdown.FirstColumn(Configuration, "## Embedded host"))
                .Where(name => char.IsAsciiLetterUpper(name[0]))
                .Where(name => !name.StartsWith("Logging", StringComparison.Ordinal))
                .Where(name => !name.StartsWith("OTEL_", StringComparison.Ordinal))));
    }

    [Fact]
    public void All_settings_of_the_cloud_hosts_records_are_documented_and_no_others()
    {
        var below = Properties<ResultsOptions>().Where(name => name != nameof(ResultsOptions.ConnectionString))
            .Select(name => name == nameof(ResultsOptions.Sweep) ? name : JsonNamingPolicy.CamelCase.ConvertName(name))
            .Select(name => $"CarSearch__Results__{name}");

        Assert.Equal(
            Sorted(["CarSearch__Results", .. below]),
            Sorted(Markdown.FirstColumn(Configuration, "## Cloud host")
                .Where(name => name.StartsWith("CarSearch__", StringComparison.Ordinal))));
    }

    [Fact]
    public void All_settings_of_an_OpenTravel_supplier_are_documented_and_no_others() =>
        Assert.Equal(
            Sorted(["Kind", .. Properties<OpenTravelOptions>()]),
            Sorted(Markdown.FirstColumn(RepositoryFiles.Text("docs/suppliers.md"), "## Connect a supplier that speaks OpenTravel")));

    [Fact]
    public void Every_setting_of_host_json_is_explained()
    {
        const string Categories = "logging.logLevel.";
        var explained = RepositoryFiles.Text("docs/operations.md");

        Assert.All(
            Leaves(RepositoryFiles.Json("host.json"))
                .Where(path => path is not ("version" or "extensions.http.routePrefix" or "logging.logLevel.default")),
            path => Assert.Contains(
                path.Contains(".tracing.", StringComparison.Ordinal) ? "`tracing`"
                : path.EndsWith(".User", StringComparison.Ordinal) ? "Function.NAME.User"
                : path.EndsWith("storageProvider.type", StringComparison.Ordinal) ? "Azure Storage provider"
                : path.StartsWith(Categories, StringComparison.Ordinal) ? path[Categories.Length..]
                : path[(path.LastIndexOf('.') + 1)..],
                explained,
                StringComparison.Ordinal));
    }

    [Fact]
    public void All_metrics_are_documented_and_no_others()
    {
        var documented = Markdown.FirstColumn(RepositoryFiles.Text("docs/operations.md"), "## Telemetry")
            .Where(name => name.StartsWith("carsearch.", StringComparison.Ordinal));
        Assert.Equal(Sorted(PublishedMetrics.Names), Sorted(documented));
    }

    [Fact]
    public void All_query_names_of_a_search_are_documented_and_no_others()
    {
        var originals = OfferParameters.All.Select(parameter => parameter.OriginalName).OfType<string>().ToArray();
        var description = RepositoryFiles.Json(Path.GetRelativePath(RepositoryFiles.Top, DescriptionFile()));
        var parameters = description.GetProperty("components").GetProperty("parameters").EnumerateObject()
            .Where(parameter => parameter.Value.GetProperty("in").GetString() == "query")
            .Select(parameter => parameter.Value.GetProperty("name").GetString()!)
            .ToArray();
        var documented = Markdown.FirstColumn(RepositoryFiles.Text("docs/api.md"), "## GET /api/searches/{token}")
            .Where(name => char.IsAsciiLetter(name[0]));

        Assert.Equal(Sorted(parameters.Except(originals)), Sorted(documented));
        Assert.All(parameters.Except(originals), name => Assert.Matches($@"\b{name}\b", RepositoryFiles.Text("README.md")));
        Assert.All(originals, name => Assert.Contains(name, RepositoryFiles.Text("docs/api.md"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_error_in_the_document_is_the_one_that_the_API_returns()
    {
        var section = RepositoryFiles.Text("docs/api.md").Split("## Errors")[1];
        var request = section.Split("-d '")[1].Split('\'')[0];
        var shown = section.Split("```json")[1].Split("```")[0];
        using var app = new CarSearchApplication();
        using var client = app.Client();

        using var response = await client.PostSearchAsync(request);
        var returned = await response.JsonAsync();

        Assert.Equal(Text(JsonDocument.Parse(shown).RootElement), Text(returned));
    }

    private static string DescriptionFile() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Top, "CarSearch.Core"), "openapi.json", SearchOption.AllDirectories)
            .Single(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> Properties<T>() =>
        typeof(T).GetProperties()
            .Where(property => property.CanWrite || property.Name == nameof(LocalOptions.Keys))
            .Select(property => property.Name);

    private static IEnumerable<string> Leaves(JsonElement element, string path = "") => element.ValueKind is JsonValueKind.Object
        ? element.EnumerateObject().SelectMany(member => Leaves(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}"))
        : [path];

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Distinct().Order(StringComparer.Ordinal)];

    private static string Text(JsonElement json) => JsonSerializer.Serialize(json);
}
