using CarSearch.Cars;
using CarSearch.OpenTravel.Responses;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The meaning of each code of lists SIZ and VEC.</summary>
public sealed class VehicleClassesTests
{
    [Theory]
    [InlineData(1, "mini", CarSize.Mini, null)]
    [InlineData(2, "subcompact", CarSize.Economy, null)]
    [InlineData(3, "economy", CarSize.Economy, null)]
    [InlineData(4, "compact", CarSize.Compact, null)]
    [InlineData(5, "midsize", CarSize.Intermediate, null)]
    [InlineData(6, "intermediate", CarSize.Intermediate, null)]
    [InlineData(7, "standard", CarSize.Standard, null)]
    [InlineData(8, "fullsize", CarSize.FullSize, null)]
    [InlineData(9, "luxury", CarSize.Luxury, null)]
    [InlineData(10, "premium", CarSize.Premium, null)]
    [InlineData(11, "minivan", CarSize.Intermediate, CarType.Van)]
    [InlineData(12, "12 passenger van", CarSize.Oversize, CarType.Van)]
    [InlineData(13, "moving van", CarSize.Special, CarType.Other)]
    [InlineData(14, "15 passenger van", CarSize.Oversize, CarType.Van)]
    [InlineData(15, "cargo van", CarSize.Special, CarType.Other)]
    [InlineData(16, "12 foot truck", CarSize.Special, CarType.Other)]
    [InlineData(17, "20 foot truck", CarSize.Special, CarType.Other)]
    [InlineData(18, "24 foot truck", CarSize.Special, CarType.Other)]
    [InlineData(19, "26 foot truck", CarSize.Special, CarType.Other)]
    [InlineData(20, "moped", CarSize.Special, CarType.Other)]
    [InlineData(21, "stretch", CarSize.Luxury, CarType.Car)]
    [InlineData(23, "unique", CarSize.Special, null)]
    [InlineData(24, "exotic", CarSize.Special, null)]
    [InlineData(25, "small/medium truck", CarSize.Special, CarType.Other)]
    [InlineData(26, "large truck", CarSize.Special, CarType.Other)]
    [InlineData(27, "small SUV", CarSize.Compact, CarType.Suv)]
    [InlineData(28, "medium SUV", CarSize.Intermediate, CarType.Suv)]
    [InlineData(29, "large SUV", CarSize.FullSize, CarType.Suv)]
    [InlineData(30, "exotic SUV", CarSize.Special, CarType.Suv)]
    [InlineData(31, "four wheel drive", CarSize.Special, CarType.Suv)]
    [InlineData(32, "special", CarSize.Special, null)]
    [InlineData(33, "mini elite", CarSize.Mini, null)]
    [InlineData(34, "economy elite", CarSize.Economy, null)]
    [InlineData(35, "compact elite", CarSize.Compact, null)]
    [InlineData(36, "intermediate elite", CarSize.Intermediate, null)]
    [InlineData(37, "standard elite", CarSize.Standard, null)]
    [InlineData(38, "fullsize elite", CarSize.FullSize, null)]
    [InlineData(39, "premium elite", CarSize.Premium, null)]
    [InlineData(40, "luxury elite", CarSize.Luxury, null)]
    [InlineData(41, "oversize", CarSize.Oversize, null)]
    [InlineData(42, "50 passenger coach", CarSize.Oversize, CarType.Other)]
    public void A_code_of_list_SIZ_is_mapped_to_a_size(int code, string name, CarSize size, CarType? type)
    {
        Assert.NotEmpty(name);
        Assert.Equal((size, type), VehicleClasses.FromSizeCode($"{code}"));
        Assert.Equal((size, type), VehicleClasses.FromSizeCode($"{code:D3}"));
    }

    /// <summary>Code 22, "regular", is ambiguous.</summary>
    [Theory]
    [InlineData("22")]
    [InlineData("0")]
    [InlineData("43")]
    [InlineData("-4")]
    [InlineData("+4")]
    [InlineData("4.0")]
    [InlineData("4294967300")]
    [InlineData("Group C")]
    [InlineData("C")]
    [InlineData("")]
    public void Any_other_text_is_not_a_size(string code) => Assert.Null(VehicleClasses.FromSizeCode(code));

    [Theory]
    [InlineData("Compact", CarSize.Compact)]
    [InlineData("FULL-SIZE", CarSize.FullSize)]
    [InlineData("full size", CarSize.FullSize)]
    public void The_name_of_a_size_is_mapped(string word, CarSize size) => Assert.Equal((size, null), VehicleClasses.FromSizeCode(word));

    [Theory]
    [InlineData(1, "car or sedan", CarType.Car)]
    [InlineData(2, "van", CarType.Van)]
    [InlineData(3, "SUV", CarType.Suv)]
    [InlineData(4, "convertible", CarType.Convertible)]
    [InlineData(5, "truck", CarType.Other)]
    [InlineData(6, "motorcycle", CarType.Other)]
    [InlineData(7, "limo", CarType.Car)]
    [InlineData(8, "station wagon", CarType.Wagon)]
    [InlineData(9, "pickup", CarType.Pickup)]
    [InlineData(10, "motorhome", CarType.Other)]
    [InlineData(11, "all-terrain", CarType.Suv)]
    [InlineData(12, "recreational", CarType.Other)]
    [InlineData(13, "sport", CarType.Sports)]
    [InlineData(14, "special", CarType.Other)]
    [InlineData(15, "extended cab pickup", CarType.Pickup)]
    [InlineData(16, "regular cab pickup", CarType.Pickup)]
    [InlineData(17, "special offer", CarType.Other)]
    [InlineData(18, "coupe", CarType.Car)]
    [InlineData(19, "monospace", CarType.Van)]
    [InlineData(20, "2 wheel vehicle", CarType.Other)]
    [InlineData(21, "roadster", CarType.Convertible)]
    [InlineData(22, "crossover", CarType.Crossover)]
    [InlineData(23, "commercial van or truck", CarType.Other)]
    [InlineData(24, "other", CarType.Other)]
    [InlineData(25, "coach", CarType.Other)]
    public void A_code_of_list_VEC_is_mapped_to_a_type(int code, string name, CarType type)
    {
        Assert.NotEmpty(name);
        Assert.Equal(type, VehicleClasses.FromCategoryCode($"{code}"));
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
