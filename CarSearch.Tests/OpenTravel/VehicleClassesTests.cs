using CarSearch.Cars;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The meaning of each code of lists SIZ and VEC.</summary>
public sealed class VehicleClassesTests
{
    /// <summary>The sizes, and the types that some imply, of codes 1 to 42. Code 22, "regular", is ambiguous.</summary>
    [Fact]
    public void A_code_of_list_SIZ_is_mapped_to_a_size()
    {
        const string Expected =
            "Mini Economy Economy Compact Intermediate Intermediate Standard FullSize Luxury Premium Intermediate/Van Oversize/Van "
            + "Special/Other Oversize/Van Special/Other Special/Other Special/Other Special/Other Special/Other Special/Other "
            + "Luxury/Car - Special Special Special/Other Special/Other Compact/Suv Intermediate/Suv FullSize/Suv Special/Suv "
            + "Special/Suv Special Mini Economy Compact Intermediate Standard FullSize Premium Luxury Oversize Oversize/Other";
        Assert.Equal(Expected, string.Join(' ', Enumerable.Range(1, 42).Select(code => Format(VehicleClasses.FromSizeCode($"{code}")))));
        Assert.Equal((CarSize.Compact, null), VehicleClasses.FromSizeCode("004"));

        static string Format((CarSize Size, CarType? Type)? found) => found is not { } known ? "-"
            : known.Type is { } type ? $"{known.Size}/{type}" : $"{known.Size}";
    }

    [Theory]
    [InlineData("0")]
    [InlineData("43")]
    [InlineData("-4")]
    [InlineData("4.0")]
    [InlineData("Group C")]
    [InlineData("")]
    public void Any_other_text_is_not_a_size(string code) => Assert.Null(VehicleClasses.FromSizeCode(code));

    [Theory]
    [InlineData("Compact", CarSize.Compact)]
    [InlineData("FULL-SIZE", CarSize.FullSize)]
    [InlineData("full size", CarSize.FullSize)]
    public void The_name_of_a_size_is_mapped(string word, CarSize size) => Assert.Equal((size, null), VehicleClasses.FromSizeCode(word));

    /// <summary>The types of codes 1 to 25.</summary>
    [Fact]
    public void A_code_of_list_VEC_is_mapped_to_a_type()
    {
        const string Expected =
            "Car Van Suv Convertible Other Other Car Wagon Pickup Other Suv Other Sports Other Pickup Pickup Other Car Van Other "
            + "Convertible Crossover Other Other Other";
        Assert.Equal(Expected, string.Join(' ', Enumerable.Range(1, 25).Select(code => VehicleClasses.FromCategoryCode($"{code}"))));
    }

    [Theory]
    [InlineData("B", CarType.Car)]
    [InlineData("w", CarType.Wagon)]
    [InlineData("F", CarType.Suv)]
    [InlineData("T", CarType.Convertible)]
    [InlineData("Q", CarType.Pickup)]
    [InlineData("K", CarType.Other)]
    [InlineData("A", null)]
    [InlineData("26", null)]
    [InlineData("0", null)]
    [InlineData("VAN", CarType.Van)]
    [InlineData("Lorry", null)]
    [InlineData("", null)]
    public void A_name_or_an_ACRISS_letter_is_mapped_to_a_type(string code, CarType? type) =>
        Assert.Equal(type, VehicleClasses.FromCategoryCode(code));
}
