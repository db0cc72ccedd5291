using System.Text.Json;
using System.Text.RegularExpressions;
using CarSearch.Tests.Deployment.Live;
using CarSearch.Tests.Support;

namespace CarSearch.Tests.Deployment;

/// <summary>The references between azure.yaml, the parameters, the template and the workflows.</summary>
public sealed partial class AzdTests
{
    /// <summary>The outputs of the template, which become variables of the azd environment.</summary>
    private static HashSet<string> Outputs => [.. Infra.Template.GetProperty("outputs").EnumerateObject().Select(output => output.Name)];

    [Fact]
    public void The_service_is_a_project_that_is_there_and_a_resource_that_is_tagged()
    {
        var service = Assert.Single(RepositoryFiles.Yaml("azure.yaml").GetProperty("services").EnumerateObject());
        var project = service.Value.GetProperty("project").GetString()!;

        Assert.Single(Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Top, project), "*.csproj"));
        Assert.Equal("dotnet", service.Value.GetProperty("language").GetString());
        Assert.Equal("function", service.Value.GetProperty("host").GetString());
        Assert.Equal(service.Name, Assert.Single(Infra.Default.OfType("Microsoft.Web/sites")).ValueAt("tags.azd-service-name"));
        Assert.Equal("test", Assert.Single(Infra.Default.OfType("Microsoft.Resources/resourceGroups")).ValueAt("tags.azd-env-name"));
    }

    [Theory]
    [InlineData("posix", "sh")]
    [InlineData("windows", "pwsh")]
    public void The_hook_is_there_for_each_system_and_knows_what_provisioning_gives(string system, string shell)
    {
        var hook = RepositoryFiles.Yaml("azure.yaml").GetProperty("hooks").GetProperty("postprovision").GetProperty(system);
        var script = RepositoryFiles.Text(hook.GetProperty("run").GetString()!);
        var read = Variable().Matches(script).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(shell, hook.GetProperty("shell").GetString());
        Assert.Equal(["AZURE_FUNCTION_NAME", "AZURE_RESOURCE_GROUP", "SERVICE_API_URI"], read);
        Assert.Subset(Outputs, read.ToHashSet());
    }

    [Fact]
    public void Every_parameter_can_be_given_and_is_otherwise_its_default()
    {
        var given = RepositoryFiles.Json("infra/main.parameters.json").GetProperty("parameters");

        Assert.Equal(
            Infra.Parameters.Keys.Order(StringComparer.Ordinal),
            given.EnumerateObject().Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        Assert.Equal("${AZURE_ENV_NAME}", Value("environmentName").GetString());
        Assert.Equal("${AZURE_LOCATION}", Value("location").GetString());
        Assert.All(
            Infra.Parameters.Where(parameter => parameter.Value.TryGetProperty("defaultValue", out _)),
            parameter => Assert.Equal(parameter.Value.ValueAt("defaultValue"), Default(Value(parameter.Key))));

        JsonElement Value(string name) => given.GetProperty(name).GetProperty("value");
    }

    [Fact]
    public void Every_parameter_of_the_deployment_is_described() =>
        Assert.All(Infra.Parameters.Values, parameter => Assert.InRange(parameter.ValueAt("metadata.description")!.Length, 20, 1000));

    [Theory]
    [InlineData("ci.yml")]
    [InlineData("azure-dev.yml")]
    public void A_workflow_pins_what_it_uses_to_a_commit_and_names_files_that_are_there(string workflow)
    {
        var used = RepositoryFiles.Text($".github/workflows/{workflow}").Split('\n')
            .Where(line => line.Contains("uses:", StringComparison.Ordinal))
            .ToArray();

        Assert.NotEmpty(used);
        Assert.All(used, line => Assert.Matches(@"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line));
        Assert.Contains("global.json", Steps(workflow).Select(step => step.ValueAt("with.global-json-file")));
        Assert.True(File.Exists(Path.Combine(RepositoryFiles.Top, "global.json")));
        Assert.True(File.Exists(Path.Combine(RepositoryFiles.Top, ".ci", "run")));
    }

    [Fact]
    public void Dependabot_watches_folders_that_are_there()
    {
        var updates = RepositoryFiles.Yaml(".github/dependabot.yml").GetProperty("updates").EnumerateArray().ToArray();
        var npm = updates.Single(update => Text(update, "package-ecosystem") == "npm")
            .GetProperty("directories").EnumerateArray().Select(folder => folder.GetString()!);

        Assert.Equal(
            ["devcontainers", "github-actions", "npm", "nuget"],
            updates.Select(update => Text(update, "package-ecosystem")).Order(StringComparer.Ordinal));
        Assert.Equal(
            RepositoryFiles.Find("package-lock.json").Select(file => $"/{file[..file.LastIndexOf('/')]}").Order(StringComparer.Ordinal),
            npm.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_was_deployed_is_checked_with_a_key_that_is_masked_before_it_is_used()
    {
        var steps = Steps("azure-dev.yml").Select(step => Text(step, "run")).OfType<string>().ToArray();
        var check = steps[^1];
        var read = EnvironmentValue().Matches(check).Select(match => match.Groups[1].Value).ToArray();
        string[] order =
        [
            $"{LiveTarget.KeyVariable}=$(az functionapp keys list ",
            $"echo \"::add-mask::${LiveTarget.KeyVariable}\"",
            $"export {LiveTarget.AddressVariable} {LiveTarget.KeyVariable}",
            "dotnet test CarSearch.Tests --filter Category=Live",
        ];

        Assert.Equal("azd deploy --no-prompt", steps[^2]);
        Assert.Equal(3, read.Length);
        Assert.Subset(Outputs, read.ToHashSet());
        Assert.DoesNotContain(-1, order.Select(part => check.IndexOf(part, StringComparison.Ordinal)));
        Assert.Equal(order, order.OrderBy(part => check.IndexOf(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Deploying_needs_no_stored_secret()
    {
        var text = RepositoryFiles.Text(".github/workflows/azure-dev.yml");
        var permissions = RepositoryFiles.Yaml(".github/workflows/azure-dev.yml").GetProperty("permissions");

        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.Equal("write", permissions.GetProperty("id-token").GetString());
    }

    private static IEnumerable<JsonElement> Steps(string workflow) =>
        RepositoryFiles.Yaml($".github/workflows/{workflow}").GetProperty("jobs").EnumerateObject()
            .SelectMany(job => job.Value.GetProperty("steps").EnumerateArray());

    private static string? Text(JsonElement step, string name) => step.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <summary>Gets the default in <c>${NAME=default}</c>; an object is a default itself.</summary>
    private static string Default(JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.String)
        {
            return value.ToString();
        }

        var reference = Regex.Match(value.GetString()!, @"^\$\{[A-Z_]+=?([^}]*)\}$");
        Assert.True(reference.Success, $"{value} is not a reference to a variable.");
        return reference.Groups[1].Value;
    }

    [GeneratedRegex(@"\$(?:Env:)?([A-Z]+(?:_[A-Z]+)+)", RegexOptions.CultureInvariant)]
    private static partial Regex Variable();

    [GeneratedRegex(@"azd env get-value ([A-Z_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex EnvironmentValue();
}
